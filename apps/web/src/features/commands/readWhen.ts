// Times as people say them in English: “in 20 minutes”, “tomorrow at 9”, “on Friday”, “2026-12-01 10:00”. What is not certainly a time
// is none. All of it where one is: a day and an hour are the local ones, also over a change of the clocks.

interface Clock {
  hour: number;
  minute: number;
  /** “at 5” may be in the morning or in the afternoon. */
  isEither: boolean;
}

interface Day {
  year: number;
  month: number;
  day: number;
  /** The hour that is meant when none is said. */
  hour: number;
  /** Where that has passed already, it is this many days, or years, later. */
  again?: { days?: number; years?: number };
}

const MINUTE_MS = 60_000;
const MORNING = 9;
const partsOfDay: Record<string, number> = { morning: MORNING, afternoon: 15, evening: 18, night: 20 };
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const amounts = new Map(
  Object.entries({ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10, 'half an': 0.5 }),
);
const units: [RegExp, number][] = [
  [/^(?:m|mins?|minutes?)$/, 1],
  [/^(?:h|hrs?|hours?)$/, 60],
  [/^(?:d|days?)$/, 24 * 60],
  [/^(?:w|weeks?)$/, 7 * 24 * 60],
];

/** The moment that a text names, or null when it names none. It may have passed. */
export function readWhen(said: string, now: Date): Date | null {
  const text = said
    .toLowerCase()
    .replace(/[,!?]|\.$/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return fromNow(text, now) ?? atDayAndTime(text, now);
}

/** “in 20 minutes”, “in 1 hour and 30 minutes”, “in 2 days at 10”. */
function fromNow(text: string, now: Date): Date | null {
  const match = /^in (.+?)(?: (at .+))?$/.exec(text);
  if (!match) return null;
  const parts = match[1]!.split(/ and (?!a half)| (?=\d)/);
  const spans = parts.map(spanOf);
  if (spans.some((span) => span === null)) return null;
  const minutes = spans.reduce<number>((sum, span) => sum + span!, 0);
  const isWholeDays = minutes > 0 && minutes % (24 * 60) === 0;
  if (match[2] !== undefined && !isWholeDays) return null;
  if (!isWholeDays) return minutes > 0 ? new Date(now.getTime() + minutes * MINUTE_MS) : null;
  const clock = match[2] === undefined ? null : timeOf(match[2], false);
  if (match[2] !== undefined && !clock) return null;
  const days = minutes / (24 * 60);
  const { hour, minute } = clock ?? { hour: now.getHours(), minute: now.getMinutes() };
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minute);
}

/** Minutes. */
function spanOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?|half an|[a-z]+) ?([a-z]+)$/.exec(text);
  const amount = match && (amounts.get(match[1]!) ?? Number(match[1]));
  const unit = match && units.find(([pattern]) => pattern.test(match[2]!));
  return amount && unit && Number.isFinite(amount) ? amount * unit[1] : null;
}

/** A day, a time, or both in either order. */
function atDayAndTime(text: string, now: Date): Date | null {
  const words = text.split(' ');
  for (let cut = words.length; cut >= 0; cut--) {
    const [before, after] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    const found = together(before, after, before !== '', now) ?? together(after, before, false, now);
    if (found) return found;
  }
  return null;
}

function together(dayText: string, timeText: string, timeIsLast: boolean, now: Date): Date | null {
  const day = dayText === '' ? null : dayOf(dayText, now);
  const time = timeText === '' ? null : timeOf(timeText, timeIsLast);
  if ((dayText !== '' && !day) || (timeText !== '' && !time) || (!day && !time)) return null;
  if (!day) return nextAt(time!, now);
  const { hour, minute } = time ?? { hour: day.hour, minute: 0 };
  const at = new Date(day.year, day.month, day.day, hour, minute);
  if (at > now || !day.again) return at;
  const { days = 0, years = 0 } = day.again;
  return new Date(day.year + years, day.month, day.day + days, hour, minute);
}

/** The next time that a clock shows it. */
function nextAt({ hour, minute, isEither }: Clock, now: Date): Date {
  const candidates = [0, 1].flatMap((days) => (isEither ? [hour, hour + 12] : [hour]).map((h) => ({ days, h })));
  const moments = candidates.map(
    ({ days, h }) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, h, minute),
  );
  return moments.find((at) => at > now)!;
}

function timeOf(text: string, afterDay: boolean): Clock | null {
  const named = /^(?:at )?(noon|midday|midnight)$/.exec(text)?.[1];
  if (named) return { hour: named === 'midnight' ? 0 : 12, minute: 0, isEither: false };
  const part = /^(?:in the |this )?(morning|afternoon|evening|night)$/.exec(text)?.[1];
  if (part) return { hour: partsOfDay[part]!, minute: 0, isEither: false };
  const match = /^(at )?(\d{1,2})(?:[:.](\d{2}))?(?: ?([ap])\.?m\.?| o’clock| o'clock)?$/.exec(text);
  if (!match) return null;
  const [, at, hours, minutes, half] = match;
  // A number alone is none: “chapter 9”, “version 1.12”.
  if (!at && !half && !afterDay && !text.includes(':')) return null;
  const hour = Number(hours);
  const minute = Number(minutes ?? 0);
  if (minute > 59 || (half ? hour < 1 || hour > 12 : hour > 23)) return null;
  if (half) return { hour: (hour % 12) + (half === 'p' ? 12 : 0), minute, isEither: false };
  return { hour, minute, isEither: hour >= 1 && hour < 12 && !hours!.startsWith('0') };
}

function dayOf(text: string, now: Date): Day | null {
  const ahead = (days: number, hour = MORNING): Day => dayFrom(now, days, hour);
  const relative = /^(today|tonight|tomorrow)$/.exec(text)?.[1];
  if (relative === 'today') return ahead(0, now.getHours() + 1);
  if (relative === 'tonight') return ahead(0, partsOfDay['night']);
  if (relative === 'tomorrow') return ahead(1);
  if (text === 'the day after tomorrow') return ahead(2);
  if (text === 'next week') return ahead((8 - now.getDay()) % 7 || 7);
  return weekdayOf(text, now) ?? dateOf(text, now);
}

function dayFrom(now: Date, days: number, hour: number): Day {
  const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  return { year: then.getFullYear(), month: then.getMonth(), day: then.getDate(), hour };
}

/** “Friday” is the coming one, “next Friday” that of the week after this one. */
function weekdayOf(text: string, now: Date): Day | null {
  const match = /^(?:on )?(next |this )?([a-z]{3,9})$/.exec(text);
  const index = match ? weekdays.findIndex((day) => day.startsWith(match[2]!)) : -1;
  if (!match || index === -1) return null;
  const coming = (index - now.getDay() + 7) % 7;
  if (match[1] !== 'next ') return { ...dayFrom(now, coming, MORNING), again: { days: 7 } };
  const tillMonday = (8 - now.getDay()) % 7 || 7;
  return dayFrom(now, tillMonday + ((index + 6) % 7), MORNING);
}

/** “2026-12-01”, “1 December”, “on the 1st of December 2027”, “December 1st”. */
function dateOf(text: string, now: Date): Day | null {
  const iso = /^(?:on )?(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return real(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const spoken =
    /^(?:on )?(?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>[a-z]{3,9})\.?(?: (?<year>\d{4}))?$/.exec(
      text,
    ) ?? /^(?:on )?(?<month>[a-z]{3,9})\.? (?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)?(?: (?<year>\d{4}))?$/.exec(text);
  if (!spoken) return null;
  const { day, month: name, year } = spoken.groups as { day: string; month: string; year?: string };
  const month = months.findIndex((one) => one.startsWith(name) || (name === 'sept' && one === 'september'));
  if (month === -1) return null;
  const date = real(Number(year ?? now.getFullYear()), month, Number(day));
  return date && (year === undefined ? { ...date, again: { years: 1 } } : date);
}

/** No 31st of February. */
function real(year: number, month: number, day: number): Day | null {
  const date = new Date(year, month, day);
  return date.getMonth() === month && date.getDate() === day ? { year, month, day, hour: MORNING } : null;
}
