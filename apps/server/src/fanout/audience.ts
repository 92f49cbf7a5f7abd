import type { EventType } from '@roost/protocol/events';
import type { LoggedEvent } from '../log/item.ts';
import type { WorkspaceRules } from '../domain/members/rules.ts';
import { shareChannel } from '../domain/members/sharing.ts';

/*
 * Who may see an event. Nothing else decides it: live delivery sends to `audienceOf`, replay asks `maySeeReplayed`, and both
 * stand on the one table below, so both decide alike: a member at that seq, and still allowed now [W1–W6].
 * The audience stored with an event can only narrow what the table says: a verb that stores a wider one leaks nothing.
 */

export type Audience = { type: 'everyone' } | { type: 'members'; channel: string } | { type: 'nobody' };

/** A row of the table: everyone who reads the stream; the members of the event's channel; everyone if that channel is public. */
type Row = 'everyone' | 'members' | 'public';

const table = {
  'workspace.created': 'everyone',
  'workspace.updated': 'everyone',
  'user.joined': 'everyone',
  'user.updated': 'everyone',
  'group.created': 'everyone',
  'group.updated': 'everyone',
  'channel.created': 'public',
  'channel.updated': 'public',
  'channel.archived': 'public',
  'channel.unarchived': 'public',
  'channel.hidden': 'everyone',
  'channel.deleted': 'public',
  'channel.backfilled': 'members',
  'member.joined': 'members',
  'member.left': 'members',
  'message.posted': 'members',
  'message.edited': 'members',
  'message.deleted': 'members',
  'reaction.added': 'members',
  'reaction.removed': 'members',
  'message.pinned': 'members',
  'message.unpinned': 'members',
  'bookmarks.arranged': 'members',
  'message.acknowledged': 'members',
  'poll.voted': 'members',
  'poll.counted': 'members',
  'poll.closed': 'members',
  // Streams of one person: whoever reads the stream is that person.
  'read.marked': 'everyone',
  'thread.followed': 'everyone',
  'thread.unfollowed': 'everyone',
  'thread.marked': 'everyone',
  'message.saved': 'everyone',
  'message.unsaved': 'everyone',
  'channel.preferred': 'everyone',
  'sidebar.arranged': 'everyone',
  'draft.written': 'everyone',
  'activity.looked': 'everyone',
  'message.scheduled': 'everyone',
  'schedule.ended': 'everyone',
  'reminder.set': 'everyone',
  'reminder.cleared': 'everyone',
  'vote.cast': 'everyone',
  'workspace.joined': 'everyone',
  'workspace.left': 'everyone',
  'login.created': 'everyone',
  'login.ended': 'everyone',
} as const satisfies Record<EventType, Row>;

const NOBODY: Audience = { type: 'nobody' };
const EVERYONE: Audience = { type: 'everyone' };

/** Who gets an event at the moment of its announcement, among those who read its stream. */
export function audienceOf(event: LoggedEvent): Audience {
  if (event.backfill || !Object.hasOwn(table, event.type)) return NOBODY;
  const row: Row = table[event.type];
  const channel = channelOf(event);
  const decided: Audience =
    row === 'everyone' || (row === 'public' && isPublic(event))
      ? EVERYONE
      : channel
        ? { type: 'members', channel }
        : NOBODY;
  if (event.audience === '*' || decided.type === 'nobody') return decided;
  if (decided.type === 'everyone') return { type: 'members', channel: event.audience };
  return decided.channel === event.audience ? decided : NOBODY;
}

/**
 * Whether `user` may see an event of a workspace that lies behind. `rules` are the present ones: what one has left stays
 * unseen, also what came before; one's own leaving is the last event of a channel [W3].
 */
export function maySeeReplayed(
  event: LoggedEvent,
  user: string,
  rules: WorkspaceRules,
  audience = audienceOf(event),
): boolean {
  const who = rules.users.get(user);
  if (!who || who.left) return false;
  if (audience.type === 'nobody') return false;
  if (isOwnLeaving(event, user)) return true;
  if (audience.type === 'everyone')
    return who.role === 'guest' ? mayGuestSee(event, user, rules) : isStillOpen(event, user, rules);
  if (event.type === 'channel.deleted') return rules.deleted.get(audience.channel)?.has(user) === true;
  const membership = rules.channels.get(audience.channel)?.members.get(user);
  return membership !== undefined && membership.joinedSeq <= event.seq;
}

/**
 * Whether a guest hears what everybody hears: of the workspace itself, of people with whom they are in a channel, of their own channels
 * [W9]. What stands nowhere here is not for guests.
 */
export function mayGuestSee({ type, data }: LoggedEvent, user: string, rules: WorkspaceRules): boolean {
  if (type.startsWith('workspace.')) return true;
  if ('user' in data && typeof data.user === 'object') return shareChannel(rules, user, data.user.id);
  if (!('channel' in data)) return false;
  if (type === 'channel.deleted') return rules.deleted.get(data.channel as string)?.has(user) === true;
  return typeof data.channel === 'object' && rules.channels.get(data.channel.id)?.members.has(user) === true;
}

/** What was told to everybody of a channel that was public is for its members alone when it is not any more. */
function isStillOpen({ data }: LoggedEvent, user: string, rules: WorkspaceRules): boolean {
  if (!('channel' in data) || typeof data.channel !== 'object') return true;
  const channel = rules.channels.get(data.channel.id);
  return channel !== undefined && (channel.kind === 'public' || channel.members.has(user));
}

function isOwnLeaving(event: LoggedEvent, user: string): boolean {
  return event.type === 'member.left' && (event as LoggedEvent<'member.left'>).data.user === user;
}

function isPublic({ data }: LoggedEvent): boolean {
  if (!('channel' in data)) return false;
  return typeof data.channel === 'object' ? data.channel.kind === 'public' : 'kind' in data && data.kind === 'public';
}

function channelOf({ data }: LoggedEvent): string | null {
  if ('channel' in data && data.channel !== undefined)
    return typeof data.channel === 'string' ? data.channel : data.channel.id;
  if ('message' in data && data.message !== null && typeof data.message === 'object') return data.message.channel;
  return null;
}
