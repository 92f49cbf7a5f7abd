import { fromIso } from '@roost/protocol/time';
import type { GuardReader, LoggedEvent, Projection } from '../../log/item.ts';
import { statement } from '../../storage/part.ts';
import { endFollows, followStates, moveThreadReads, saveFollows, threadReadStates } from './sql.ts';

export const threadFollowed: Projection<'thread.followed'> = {
  type: 'thread.followed',
  order: 92,
  // No place is begun and moved in one batch: both touch it.
  apart: (events) => [saveFollows(events.map(toFollow))],
  apply: (tx, events) => [statement(tx, saveFollows(events.map(toFollow)))],
};

function toFollow({ stream, at, data: { root, channel, reason, readAt } }: LoggedEvent<'thread.followed'>) {
  return { user: stream, root, channel, reason, readAt: fromIso(readAt) ?? at };
}

export const threadUnfollowed: Projection<'thread.unfollowed'> = {
  type: 'thread.unfollowed',
  order: 93,
  apply: (tx, events) => [
    endFollows(
      tx,
      events.map(({ stream, data }) => ({ user: stream, root: data.root })),
    ),
  ],
};

export const threadMarked: Projection<'thread.marked'> = {
  type: 'thread.marked',
  order: 94,
  apart: (events) => [moveThreadReads(events.map(toMark))],
  apply: (tx, events) => [statement(tx, moveThreadReads(events.map(toMark)))],
};

function toMark({ stream, at, data }: LoggedEvent<'thread.marked'>) {
  return { user: stream, root: data.root, readAt: fromIso(data.readAt) ?? at };
}

/**
 * Whether and why somebody follows a thread. It follows from their own stream, to which not every reply that relied on it writes: a reply that
 * another process's unfollowing overtook stands as if it had come before, which is as good.
 */
export const followState: GuardReader = { kind: 'follow', fromStreams: true, read: followStates };

/** How far somebody has read a thread, in microseconds. */
export const threadReadState: GuardReader = { kind: 'threadRead', fromStreams: true, read: threadReadStates };
