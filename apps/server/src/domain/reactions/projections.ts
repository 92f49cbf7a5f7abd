import type { GuardReader, LoggedEvent, Projection } from '../../log/item.ts';
import { statement } from '../../storage/part.ts';
import { deleteReactions, insertReactions, reactionStates } from './sql.ts';

export const reactionAdded: Projection<'reaction.added'> = {
  type: 'reaction.added',
  order: 81,
  // A message can be reacted to only once it is there: it is none that the same batch posts.
  apart: (events) => insertReactions(events.map(toAdded)),
  apply: (tx, events) => insertReactions(events.map(toAdded)).map((one) => statement(tx, one)),
};

export const reactionRemoved: Projection<'reaction.removed'> = {
  type: 'reaction.removed',
  order: 80,
  apply: (tx, events) => deleteReactions(tx, events.map(toRow)),
};

function toRow({ seq, data }: LoggedEvent<'reaction.added' | 'reaction.removed'>) {
  return { message: data.message, user: data.user, emoji: data.emoji, seq };
}

function toAdded(event: LoggedEvent<'reaction.added'>) {
  const { author, user } = event.data;
  return { ...toRow(event), at: event.at, of: author !== undefined && author !== user ? author : null };
}

/** A reaction is `present`, or reads as the empty text. */
export const reactionState: GuardReader = { kind: 'reaction', fromStreams: true, read: reactionStates };
