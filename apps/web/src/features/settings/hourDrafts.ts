import type { Hours } from '@roost/protocol/quiet';

/** How a week is said: at any time, the same on all days or on weekdays, or each day by itself. */
export type Week = 'always' | 'everyDay' | 'weekdays' | 'byDay';

/** What the form holds: every day, whether it counts or not. Times as a time field has them. */
export interface HoursDraft {
  week: Week;
  from: string;
  to: string;
  days: { day: number; on: boolean; from: string; to: string }[];
  timeZone: string;
}

/** Monday comes first. */
export const daysOfWeek = [1, 2, 3, 4, 5, 6, 0] as const;
const weekdays: readonly number[] = [1, 2, 3, 4, 5];
const usual = { from: 540, to: 1_080 };

const toField = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function toMinute(field: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(field);
  return match && Number(match[1]) * 60 + Number(match[2]);
}

export function toHoursDraft(hours: Hours | undefined, timeZone: string): HoursDraft {
  const days = daysOfWeek.map((day) => {
    const known = hours?.days.find((one) => one.day === day);
    const { from, to } = known ?? usual;
    return { day, on: known !== undefined, from: toField(from), to: toField(to) };
  });
  const { from, to } = hours?.days[0] ?? usual;
  return { week: weekOf(hours), from: toField(from), to: toField(to), days, timeZone: hours?.timeZone ?? timeZone };
}

function weekOf(hours: Hours | undefined): Week {
  if (!hours) return 'always';
  const [first] = hours.days;
  const isSame = hours.days.every(({ from, to }) => from === first?.from && to === first.to);
  const told = hours.days.map(({ day }) => day).join();
  if (isSame && told === '0,1,2,3,4,5,6') return 'everyDay';
  return isSame && told === weekdays.join() ? 'weekdays' : 'byDay';
}

/** What is to be kept; null for any time, undefined while a field says nothing or no day is left. */
export function toHours({ week, from, to, days, timeZone }: HoursDraft): Hours | null | undefined {
  if (week === 'always') return null;
  const meant = days
    .filter(({ day, on }) => (week === 'byDay' ? on : week === 'everyDay' || weekdays.includes(day)))
    .map((one) => (week === 'byDay' ? one : { ...one, from, to }))
    .toSorted((a, b) => a.day - b.day)
    .map((one) => ({ day: one.day, from: toMinute(one.from), to: toMinute(one.to) }));
  const isWhole =
    meant.length > 0 && timeZone.trim() !== '' && meant.every((one) => one.from !== null && one.to !== null);
  return isWhole ? ({ timeZone: timeZone.trim(), days: meant } as Hours) : undefined;
}
