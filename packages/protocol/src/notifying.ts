import type { Hours, Quiet } from './quiet.ts';

// Whether somebody may be notified now. Everybody who shows it and every device that would notify decides by the same rule.

/** Whether nobody should be disturbed at this moment: they have paused, or it is none of their hours. */
export function isQuiet(quiet: Quiet | undefined, nowMs: number): boolean {
  if (!quiet) return false;
  const isPaused = quiet.until !== undefined && Date.parse(quiet.until) > nowMs;
  return isPaused || (quiet.hours !== undefined && !isWithin(quiet.hours, nowMs));
}

/** By the clock on the wall there, so that a day with 23 or 25 hours begins and ends when it says. */
function isWithin({ timeZone, days }: Hours, nowMs: number): boolean {
  const { day, minute } = wallClock(timeZone, nowMs);
  return days.some(({ day: one, from, to }) => {
    const overnight = to <= from;
    if (one === day) return minute >= from && (overnight || minute < to);
    return overnight && (one + 1) % 7 === day && minute < to;
  });
}

const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string, nowMs: number): { day: number; minute: number } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('en-US', { timeZone, ...parts });
    clocks.set(timeZone, clock);
  }
  const told = Object.fromEntries(clock.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  return { day: names.indexOf(told['weekday'] ?? ''), minute: Number(told['hour']) * 60 + Number(told['minute']) };
}

/** What decides whether something is worth a notification. */
export interface Occasion {
  /** Of whoever would be notified. */
  quiet: Quiet | undefined;
  muted: boolean;
  /** The place is looked at, in whatever window. */
  isLookedAt: boolean;
  /** When it happened, in ms. */
  at: number;
}

/** What is older than this is no news: the sidebar tells of it. */
const FRESH_MS = 2 * 60_000;

/** Whether a device may notify of something now. */
export function mayNotify({ quiet, muted, isLookedAt, at }: Occasion, nowMs: number): boolean {
  return !muted && !isLookedAt && nowMs - at < FRESH_MS && !isQuiet(quiet, nowMs);
}
