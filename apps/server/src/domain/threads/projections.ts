import { fromIso } from '@roost/protocol/time';
import type { GuardReader, Projection } from '../../log/item.ts';
import { endFollows, followStates, moveThreadReads, saveFollows, threadReadStates } from './sql.ts';

export const threadFollowed: Projection<'thread.followed'> = {
  type: 'thread.followed',
  order: 92,
  apply: (tx, events) => [
    saveFollows(
      tx,
      events.map(({ stream, at, data: { root, channel, reason, readAt } }) => ({
        user: stream,
        root,
        channel,
        reason,
        readAt: fromIso(readAt) ?? at,
      })),
    ),
  ],
};

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
  apply: (tx, events) => [
    moveThreadReads(
      tx,
      events.map(({ stream, at, data }) => ({ user: stream, root: data.root, readAt: fromIso(data.readAt) ?? at })),
    ),
  ],
};

/** Whether and why somebody follows a thread. */
export const followState: GuardReader = { kind: 'follow', read: followStates };

/** How far somebody has read a thread, in microseconds. */
export const threadReadState: GuardReader = { kind: 'threadRead', read: threadReadStates };
