import type { Hours, Quiet } from '@roost/protocol/quiet';
import type { Args } from '@roost/protocol/registry';
import { fromIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { timeZoneOf } from './timeZone.ts';

/** When somebody is not to be notified, after a change; undefined where nothing is left to say. */
export function quietOf(
  before: Quiet | undefined,
  { pausedUntil, hours: wanted }: Pick<Args<'user.update'>, 'pausedUntil' | 'hours'>,
  nowMs: number,
): Quiet | undefined {
  const until = pausedUntil === undefined ? before?.until : endOf(pausedUntil, nowMs);
  const hours = wanted === undefined ? before?.hours : hoursOf(wanted);
  if (until === undefined && hours === undefined) return undefined;
  return { ...(until !== undefined && { until }), ...(hours !== undefined && { hours }) };
}

function endOf(until: string | null, nowMs: number): string | undefined {
  if (until === null) return undefined;
  const instant = fromIso(until);
  if (instant === null || instant <= nowMs * 1_000)
    throw new Reject('invalid', 'A pause ends in the future.', { field: 'args.pausedUntil' });
  return until;
}

function hoursOf(wanted: Hours | null): Hours | undefined {
  if (wanted === null) return undefined;
  const timeZone = timeZoneOf(wanted.timeZone, 'args.hours.timeZone');
  const days = wanted.days.toSorted((a, b) => a.day - b.day);
  if (timeZone === undefined || days.some(({ day }, i) => day === days[i - 1]?.day))
    throw new Reject('invalid', 'Hours are of a time zone, once for each day.', { field: 'args.hours' });
  return { timeZone, days };
}
