// Formatters are expensive to make and cheap to use, so there is one of each per locale.

type Formatters = Map<string, Intl.DateTimeFormat>;

/** One formatter per locale for one kind of text. */
function kind(options: Intl.DateTimeFormatOptions, made: Formatters = new Map()) {
  return (locale: string): Intl.DateTimeFormat => {
    let known = made.get(locale);
    if (!known) made.set(locale, (known = new Intl.DateTimeFormat(locale, options)));
    return known;
  };
}

const clock = kind({ hour: '2-digit', minute: '2-digit' });
const full = kind({ dateStyle: 'full', timeStyle: 'medium' });
const dayOfWeek = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const dayThisYear = kind(dayOfWeek);
const dayOfOtherYear = kind({ ...dayOfWeek, year: 'numeric' });
const date = kind({ dateStyle: 'medium' });

/** `09:12` or `9:12 AM`, as the locale has it. */
export function timeOfDay(locale: string, at: string): string {
  return clock(locale).format(Date.parse(at));
}

/** `Saturday, 21 November 2026 at 09:12:44`, for tooltips. */
export function fullTime(locale: string, at: string): string {
  return full(locale).format(Date.parse(at));
}

/** How far a local day (`2026-11-21`) lies before `now`: 0 today, 1 yesterday. */
export function daysAgo(day: string, now: number = Date.now()): number {
  const today = new Date(now);
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
  const then = Date.UTC(year, month - 1, dayOfMonth);
  return Math.round((Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) - then) / 86_400_000);
}

/** `Saturday, 21 November`, with the year when it is another one than now. */
export function longDay(locale: string, day: string, now: number = Date.now()): string {
  const at = new Date(`${day}T12:00:00`);
  const sameYear = at.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayThisYear : dayOfOtherYear)(locale).format(at);
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `12 min. ago`; a date when it is more than a week ago. */
export function ago(locale: string, at: string, now: number = Date.now()): string {
  const past = Math.max(0, now - Date.parse(at));
  if (past > 7 * 86_400_000) return date(locale).format(Date.parse(at));
  let format = relatives.get(locale);
  if (!format)
    relatives.set(locale, (format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })));
  for (const [unit, size] of steps) if (past >= size) return format.format(-Math.floor(past / size), unit);
  return format.format(0, 'minute');
}
