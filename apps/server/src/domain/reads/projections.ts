import { fromIso } from '@roost/protocol/time';
import type { GuardReader, LoggedEvent, Projection } from '../../log/item.ts';
import { statement } from '../../storage/part.ts';
import { readStates, savePositions } from './sql.ts';

export const readMarked: Projection<'read.marked'> = {
  type: 'read.marked',
  order: 90,
  apart: (events) => [savePositions(events.map(toRow))],
  apply: (tx, events) => [statement(tx, savePositions(events.map(toRow)))],
};

function toRow({ stream, seq, at, data }: LoggedEvent<'read.marked'>) {
  return { user: stream, channel: data.channel, readAt: fromIso(data.readAt) ?? at, seq };
}

/** A read position in microseconds; the empty text where nothing was marked yet. */
export const readState: GuardReader = { kind: 'read', fromStreams: true, read: readStates };
