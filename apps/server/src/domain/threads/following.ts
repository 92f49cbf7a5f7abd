import type { FollowReason } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';
import type { Guard, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { allow, type ActingInChannel } from '../acting.ts';
import type { MessageRow } from '../messages/entity.ts';
import { findMessage, noMessage } from '../messages/find.ts';
import type { Call, World } from '../verb.ts';
import { placeId, readFollows, type FollowRow } from './sql.ts';

/** A thread, who the caller is around it, and their place in it, if they ever had one. */
export interface OwnThread {
  root: MessageRow;
  acting: ActingInChannel;
  place: FollowRow | undefined;
}

/** Of a thread in a channel that the caller is a member of; its messages may be gone. */
export async function findOwnThread(world: World, call: Call, id: string): Promise<OwnThread> {
  const { message: root, acting } = await findMessage(world, call, id);
  if (root.threadRoot !== null) {
    throw new Reject('invalid', 'A reply has no thread of its own.', { field: 'args.message' });
  }
  allow('followThread', acting);
  const [place] = await readFollows(world.database.sql, id, [acting.actor.id]);
  return { root, acting, place };
}

/** Refuses what can only be done while there is something to read. */
export function mustBeThere(root: MessageRow): void {
  if (root.deletedAt !== null && root.replyCount === 0) throw noMessage();
}

/** One's place in it must still be as it was. */
export function placeGuards(user: string, root: MessageRow, place: FollowRow | undefined): Guard[] {
  const id = placeId(user, root.id);
  return [
    { kind: 'follow', id, is: place === undefined ? '' : (place.reason ?? '-') },
    { kind: 'threadRead', id, is: place === undefined ? '' : String(place.readAt) },
  ];
}

/** What changes with a place: it, and what leaving the channel ends. */
export function placeTouches(user: string, root: MessageRow): string[] {
  const id = placeId(user, root.id);
  return [`follow:${id}`, `threadRead:${id}`, `member:${root.channel}|${user}`];
}

/** From where on replies count for who begins to follow now: what was there already is no news. */
export function readFrom(root: MessageRow, place: FollowRow | undefined): number {
  return Math.max(place?.readAt ?? 0, root.lastReplyAt ?? root.createdAt);
}

/** In one's own stream, by whomever it comes about. */
export function followed(
  user: string,
  actor: string,
  root: MessageRow,
  what: { reason: FollowReason; readAt: number },
): NewEvent<'thread.followed'> {
  const data = { channel: root.channel, root: root.id, reason: what.reason, readAt: toIso(what.readAt) };
  return { stream: user, type: 'thread.followed', actor, audience: '*', data: () => data };
}
