/** A moment that is offered, by the name of its words. */
export interface When {
  name: 'in20Minutes' | 'in1Hour' | 'in3Hours' | 'tomorrow' | 'monday' | 'nextWeek';
  at: Date;
}

const HOUR_MS = 3_600_000;
const DAY_BEGINS = 9;

/** Nine o'clock of a local day so many days ahead: also over a change of the clocks. */
function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, DAY_BEGINS);
}

const daysToMonday = (now: Date): number => (8 - now.getDay()) % 7 || 7;

/** When a message may be sent: tomorrow and on Monday at nine, where one is. */
export function sendChoices(now: Date): When[] {
  const toMonday = daysToMonday(now);
  return [
    ...(toMonday > 1 ? [{ name: 'tomorrow' as const, at: morning(now, 1) }] : []),
    { name: 'monday', at: morning(now, toMonday) },
  ];
}

/** When one may want to be reminded. */
export function remindChoices(now: Date): When[] {
  const after = (ms: number) => new Date(now.getTime() + ms);
  return [
    { name: 'in20Minutes', at: after(HOUR_MS / 3) },
    { name: 'in1Hour', at: after(HOUR_MS) },
    { name: 'in3Hours', at: after(3 * HOUR_MS) },
    { name: 'tomorrow', at: morning(now, 1) },
    { name: 'nextWeek', at: morning(now, daysToMonday(now)) },
  ];
}

/** What a date and a time field say, as a local moment; null when they say none. */
export function fromFields(date: string, time: string): Date | null {
  const at = new Date(`${date}T${time}`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** A moment as a date and a time field have it. */
export function toFields(at: Date): { date: string; time: string } {
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  };
}
