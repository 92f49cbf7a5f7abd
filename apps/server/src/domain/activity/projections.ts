import { fromIso } from '@roost/protocol/time';
import type { GuardReader, Projection } from '../../log/item.ts';
import { lookStates, saveLooks } from './sql.ts';

export const activityLooked: Projection<'activity.looked'> = {
  type: 'activity.looked',
  order: 134,
  apply: (tx, events) => [
    saveLooks(
      tx,
      events.map(({ stream, at, data }) => ({ user: stream, at: fromIso(data.lookedAt) ?? at })),
    ),
  ],
};

/** Somebody's last look in microseconds; the empty text before the first. */
export const lookState: GuardReader = { kind: 'look', read: lookStates };
