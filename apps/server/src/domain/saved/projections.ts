import { fromIso } from '@roost/protocol/time';
import type { GuardReader, Projection } from '../../log/item.ts';
import { deleteSaved, fullLists, savedStates, writeSaved } from './sql.ts';

export const messageUnsaved: Projection<'message.unsaved'> = {
  type: 'message.unsaved',
  order: 86,
  apply: (tx, events) => [
    deleteSaved(
      tx,
      events.map(({ stream, data }) => ({ user: stream, message: data.message })),
    ),
  ],
};

export const messageSaved: Projection<'message.saved'> = {
  type: 'message.saved',
  order: 87,
  apply: (tx, events) => [
    writeSaved(
      tx,
      events.map(({ stream, seq, at, data }) => ({
        user: stream,
        message: data.message,
        channel: data.channel,
        savedAt: fromIso(data.savedAt) ?? at,
        doneAt: data.done ? at : null,
        seq,
      })),
    ),
  ],
};

/** `todo` or `done`; the empty text for what is not saved. */
export const savedState: GuardReader = { kind: 'saved', read: savedStates };

/** Whether somebody's list is `full`; the empty text while there is room. */
export const savedRoom: GuardReader = { kind: 'savedRoom', read: fullLists };
