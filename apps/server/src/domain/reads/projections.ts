import { fromIso } from '@roost/protocol/time';
import type { GuardReader, Projection } from '../../log/item.ts';
import { readStates, savePositions } from './sql.ts';

export const readMarked: Projection<'read.marked'> = {
  type: 'read.marked',
  order: 90,
  apply: (tx, events) => [
    savePositions(
      tx,
      events.map(({ stream, seq, at, data }) => ({
        user: stream,
        channel: data.channel,
        readAt: fromIso(data.readAt) ?? at,
        seq,
      })),
    ),
  ],
};

/** A read position in microseconds; the empty text where nothing was marked yet. */
export const readState: GuardReader = { kind: 'read', read: readStates };
