// Formatters are expensive to make and cheap to use, so there is one of each per locale.

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let known = formatters.get(key);
  if (!known) formatters.set(key, (known = new Intl.DateTimeFormat(locale, options)));
  return known;
}

/** `09:12` or `9:12 AM`, as the locale has it. */
export function timeOfDay(locale: string, at: string): string {
  return formatter(locale, { hour: '2-digit', minute: '2-digit' }).format(Date.parse(at));
}

/** `Saturday, 21 November 2026 at 09:12:44`, for tooltips. */
export function fullTime(locale: string, at: string): string {
  return formatter(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(Date.parse(at));
}

/** How far a local day (`2026-11-21`) lies before `now`: 0 today, 1 yesterday. */
export function daysAgo(day: string, now: number = Date.now()): number {
  const today = new Date(now);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const then = Date.UTC(year, month - 1, date);
  return Math.round((Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) - then) / 86_400_000);
}

/** `Saturday, 21 November`, with the year when it is another one than now. */
export function longDay(locale: string, day: string, now: number = Date.now()): string {
  const at = new Date(`${day}T12:00:00`);
  const sameYear = at.getFullYear() === new Date(now).getFullYear();
  return formatter(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  }).format(at);
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
  if (past > 7 * 86_400_000) return formatter(locale, { dateStyle: 'medium' }).format(Date.parse(at));
  let format = relatives.get(locale);
  if (!format)
    relatives.set(locale, (format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })));
  for (const [unit, size] of steps) if (past >= size) return format.format(-Math.floor(past / size), unit);
  return format.format(0, 'minute');
}
