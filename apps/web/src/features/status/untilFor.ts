import { toIso } from '@roost/protocol/time';

/** After how long a status ends. `asItIs`: when the one does that is there. */
export type Ending = 'never' | 'halfHour' | 'hour' | 'fourHours' | 'today' | 'thisWeek';

const minutes = { halfHour: 30, hour: 60, fourHours: 240 } as const;

/** The instant at which it ends, by the calendar of whoever sets it: a day ends at midnight, a week with its Sunday. */
export function untilFor(ending: Ending, now: Date): string | undefined {
  switch (ending) {
    case 'never':
      return undefined;
    case 'today':
      return midnightAfter(now, 1);
    case 'thisWeek':
      return midnightAfter(now, 7 - ((now.getDay() + 6) % 7));
    default:
      return toIso((now.getTime() + minutes[ending] * 60_000) * 1000);
  }
}

function midnightAfter(now: Date, days: number): string {
  return toIso(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime() * 1000);
}
