import type { GuardReader, LoggedEvent, Projection } from '../../log/item.ts';
import { fullBoards, pinMessages, pinStates, unpinMessages } from './sql.ts';

export const messagePinned: Projection<'message.pinned'> = {
  type: 'message.pinned',
  // Before deletions: one that shares the batch leaves nothing pinned.
  order: 82,
  apply: (tx, events) => [pinMessages(tx, events.map(toRow))],
};

export const messageUnpinned: Projection<'message.unpinned'> = {
  type: 'message.unpinned',
  order: 83,
  apply: (tx, events) => [unpinMessages(tx, events.map(toRow))],
};

function toRow({ seq, at, data }: LoggedEvent<'message.pinned' | 'message.unpinned'>) {
  return { message: data.message, user: data.user, at, seq };
}

/** A message is `pinned`, or reads as the empty text. */
export const pinState: GuardReader = { kind: 'pin', fromStreams: true, read: pinStates };

/** Whether a channel is `full` of pins; the empty text while there is room. */
export const pinsState: GuardReader = { kind: 'pins', fromStreams: true, read: fullBoards };
