import type { GuardReader, Projection } from '../../log/item.ts';
import { acknowledgementStates, insertAcknowledgements } from './sql.ts';

export const messageAcknowledged: Projection<'message.acknowledged'> = {
  type: 'message.acknowledged',
  order: 74,
  apply: (tx, events) =>
    insertAcknowledgements(
      tx,
      events.map(({ seq, data }) => ({ message: data.message, user: data.user, seq })),
    ),
};

/** An acknowledgement that was `given`; else the empty text. */
export const acknowledgementState: GuardReader = {
  kind: 'acknowledgement',
  fromStreams: true,
  read: acknowledgementStates,
};
