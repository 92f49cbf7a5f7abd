import { draftKey } from '@roost/protocol/drafts';
import type { Channel, Draft, Group, Preference, Scheduled, Sidebar, User } from '@roost/protocol/entities';
import type { Vote } from '@roost/protocol/poll';
import type { Reminder } from '@roost/protocol/reminder';
import type { Bookmarks } from '@roost/protocol/bookmark';
import type { Event } from '@roost/protocol/events';
import { filtered, mapped, withKey, withoutKey } from './maps.ts';
import { foldMembership, isShort, moveReadPosition } from './membership.ts';
import { foldOwnThread, foldThreadPlaces, withoutThreadPlaces } from './threadPlaces.ts';
import type { WorkspaceState } from './types.ts';
import { foldThread, foldWindow, inTimeline } from './windows.ts';

// The pure heart: a workspace's state and an event make the next state [C8, C9]. What only the server can tell is written down in
// `wanted`, never asked for here. Replaying events onto an old snapshot gives what a fresh one gives, on every entity that both
// hold, on membership and on unread, once nothing is wanted any more.

/** A stored replica that another fold made is not continued; it takes a snapshot. */
export const FOLD_VERSION = 7;

const TOMBSTONES_KEPT = 1_000;

/** The state after an event of the workspace's stream or of one's own. Unknown types change nothing. */
export function fold(state: WorkspaceState, event: Event): WorkspaceState {
  switch (event.type) {
    case 'workspace.created':
    case 'workspace.updated':
      return event.data.workspace.rev <= state.workspace.rev ? state : { ...state, workspace: event.data.workspace };
    case 'user.joined':
    case 'user.updated':
      return withUser(state, event.data.user);
    case 'group.created':
    case 'group.updated':
      return withGroup(state, event.data.group);
    case 'channel.created':
    case 'channel.updated':
    case 'channel.archived':
    case 'channel.unarchived':
      return withChannel(state, event.data.channel);
    case 'channel.hidden':
      return hidden(state, event);
    case 'channel.deleted':
      return withoutChannel(journaled(state, event.data.channel, event), event.data.channel, event.seq);
    case 'channel.backfilled':
      return backfilled(state, event.data.channel, event.seq);
    case 'read.marked':
      return readMarked(state, event.data.channel, event.data.readAt);
    case 'thread.followed':
    case 'thread.unfollowed':
    case 'thread.marked':
      return foldOwnThread(state, event);
    case 'member.joined':
    case 'member.left':
      return event.data.user === state.self.id
        ? foldOwn(state, event)
        : foldInChannel(state, event.data.channel, event);
    case 'message.posted':
    case 'message.edited':
      return foldInChannel(state, event.data.message.channel, event);
    case 'message.deleted':
      return foldInChannel(withTombstone(state, event.data.message, event.seq), event.data.channel, event);
    case 'reaction.added':
    case 'reaction.removed':
    case 'message.pinned':
    case 'message.unpinned':
    case 'message.acknowledged':
    case 'poll.voted':
    case 'poll.counted':
    case 'poll.closed':
      return foldInChannel(state, event.data.channel, event);
    case 'bookmarks.arranged':
      return withBookmarks(state, { ...event.data, rev: event.seq });
    default:
      return foldOwnThings(state, event);
  }
}

/** What one keeps for oneself, on all devices. */
function foldOwnThings(state: WorkspaceState, event: Event): WorkspaceState {
  switch (event.type) {
    case 'message.saved':
      return withSaved(state, event.data.message, !event.data.done);
    case 'message.unsaved':
      return withSaved(state, event.data.message, false);
    case 'channel.preferred':
      return withPreference(state, event.data.preference);
    case 'sidebar.arranged':
      return withSidebar(state, event.data.sidebar);
    case 'activity.looked':
      return event.data.lookedAt <= (state.lookedAt ?? '') ? state : { ...state, lookedAt: event.data.lookedAt };
    case 'draft.written':
      return event.data.draft ? withDraft(state, event.data.draft) : state;
    case 'message.scheduled':
      return withScheduled(state, event.data.scheduled);
    case 'reminder.set':
      return withReminder(state, event.data.reminder);
    case 'reminder.cleared':
      return { ...state, reminders: withoutKey(state.reminders, event.data.message) };
    case 'vote.cast':
      return withVoteCast(state, event.data.vote);
    case 'schedule.ended':
      return { ...state, scheduled: withoutKey(state.scheduled, event.data.scheduled) };
    default:
      return state;
  }
}

/** A person as an event or an answer tells; the newer one wins. */
export function withUser(state: WorkspaceState, user: User): WorkspaceState {
  const known = state.users.get(user.id);
  if (known && known.rev >= user.rev) return state;
  return { ...state, users: withKey(state.users, user.id, user), self: user.id === state.self.id ? user : state.self };
}

/** A group as an event or an answer tells; the newer one wins. */
export function withGroup(state: WorkspaceState, group: Group): WorkspaceState {
  const known = state.groups.get(group.id);
  return known && known.rev >= group.rev ? state : { ...state, groups: withKey(state.groups, group.id, group) };
}

/** A channel as an event or an answer tells; the newer one wins, and what was taken away stays away. */
export function withChannel(state: WorkspaceState, channel: Channel): WorkspaceState {
  return (revOf(state, channel.id) ?? -1) >= channel.rev
    ? state
    : { ...state, channels: withKey(state.channels, channel.id, channel) };
}

/** What is known of a channel, or that it was taken away, is as of this seq. */
export function revOf({ channels, tombstones }: WorkspaceState, channel: string): number | undefined {
  return channels.get(channel)?.rev ?? tombstones.get(channel);
}

// Who is in it keeps it.
function hidden(state: WorkspaceState, event: Event<'channel.hidden'>): WorkspaceState {
  const { channel } = event.data;
  if (state.memberships.has(channel) || state.wanted.has(channel)) return state;
  return withoutChannel(journaled(state, channel, event), channel, event.seq);
}

/** The state without a channel that is not there any more, or not for oneself. */
function withoutChannel(state: WorkspaceState, channel: string, seq: number): WorkspaceState {
  const known = state.channels.get(channel);
  if (known && known.rev > seq) return state;
  return forgotten(withoutThreadPlaces(withTombstone(state, channel, seq), channel), channel);
}

/** The state in which nothing is known of a channel. */
export function forgotten(state: WorkspaceState, channel: string): WorkspaceState {
  const left = withoutPlace(state, channel);
  return {
    ...left,
    channels: withoutKey(left.channels, channel),
    bookmarks: withoutKey(left.bookmarks, channel),
    windows: withoutKey(left.windows, channel),
    threads: filtered(left.threads, (thread) => thread.channel !== channel),
  };
}

/** The links under a channel's name, as an event or an answer tells; the newer ones win. */
export function withBookmarks(state: WorkspaceState, bookmarks: Bookmarks): WorkspaceState {
  const known = state.bookmarks.get(bookmarks.channel);
  return known && known.rev >= bookmarks.rev
    ? state
    : { ...state, bookmarks: withKey(state.bookmarks, bookmarks.channel, bookmarks) };
}

/** How one keeps a channel, as an event or an answer tells; the newer one wins. */
export function withPreference(state: WorkspaceState, preference: Preference): WorkspaceState {
  const known = state.preferences.get(preference.channel);
  return known && known.rev >= preference.rev
    ? state
    : { ...state, preferences: withKey(state.preferences, preference.channel, preference) };
}

/** One's sidebar as an event or an answer tells; the newer one wins. */
export function withSidebar(state: WorkspaceState, sidebar: Sidebar): WorkspaceState {
  return sidebar.rev <= state.sidebar.rev ? state : { ...state, sidebar };
}

/** A draft as an event or an answer tells; the newer one wins. One that was taken away stays as an empty one, which nothing older fills. */
export function withDraft(state: WorkspaceState, draft: Draft): WorkspaceState {
  const key = draftKey(draft);
  const known = state.drafts.get(key);
  return known && known.rev >= draft.rev ? state : { ...state, drafts: withKey(state.drafts, key, draft) };
}

/** A reminder as an event tells; the newer one wins. */
export function withReminder(state: WorkspaceState, reminder: Reminder): WorkspaceState {
  const known = state.reminders.get(reminder.message);
  return known && known.rev >= reminder.rev
    ? state
    : { ...state, reminders: withKey(state.reminders, reminder.message, reminder) };
}

/** A message that waits, as an event or an answer tells; the newer one wins. */
export function withScheduled(state: WorkspaceState, scheduled: Scheduled): WorkspaceState {
  const known = state.scheduled.get(scheduled.id);
  return known && known.rev >= scheduled.rev
    ? state
    : { ...state, scheduled: withKey(state.scheduled, scheduled.id, scheduled) };
}

/** One's own vote as an event or an answer tells; the newer one wins. One that was taken back stays as one without choices. */
export function withVoteCast(state: WorkspaceState, vote: Vote): WorkspaceState {
  const known = state.votes.get(vote.message);
  return known && known.rev >= vote.rev ? state : { ...state, votes: withKey(state.votes, vote.message, vote) };
}

/** Notes that one's place in a channel has to be asked for. */
export function want(state: WorkspaceState, channel: string): WorkspaceState {
  const wanted = state.wanted.get(channel);
  return { ...state, wanted: withKey(state.wanted, channel, wanted === 'asked' ? 'dirty' : (wanted ?? 'open')) };
}

type OwnMoving = Extract<Event, { type: 'member.joined' | 'member.left' }>;

function foldOwn(state: WorkspaceState, event: OwnMoving): WorkspaceState {
  const { channel } = event.data;
  const noted = journaled(state, channel, event);
  const place = noted.memberships.get(channel);
  if (event.type === 'member.left') {
    const left = withoutThreadPlaces(noted, channel);
    return place && place.joinedSeq > event.seq ? left : withoutPlace(left, channel);
  }
  if (place && place.joinedSeq >= event.seq) return noted;
  // A page read before joining has a hole behind it: what was posted meanwhile was not sent.
  return want(withStaleWindows(noted, channel), channel);
}

/** The state of somebody who is not in the channel (any more). A public one stays known, of any other nothing stays. */
export function withoutPlace(state: WorkspaceState, channel: string): WorkspaceState {
  const isPublic = state.channels.get(channel)?.kind === 'public';
  const left = {
    ...state,
    memberships: withoutKey(state.memberships, channel),
    wanted: withoutKey(state.wanted, channel),
    countedTo: withoutKey(state.countedTo, channel),
  };
  if (isPublic) return withStaleWindows(left, channel);
  return {
    ...left,
    channels: withoutKey(left.channels, channel),
    bookmarks: withoutKey(left.bookmarks, channel),
    windows: withoutKey(left.windows, channel),
    threads: filtered(left.threads, (thread) => thread.channel !== channel),
  };
}

/** Marks what is shown of a channel as to be read again. */
export function withStaleWindows(state: WorkspaceState, channel: string): WorkspaceState {
  const window = state.windows.get(channel);
  return {
    ...state,
    windows: window ? withKey(state.windows, channel, { ...window, stale: true }) : state.windows,
    threads: mapped(state.threads, (thread) => (thread.channel === channel ? { ...thread, stale: true } : thread)),
  };
}

function foldInChannel(state: WorkspaceState, channel: string, event: Event): WorkspaceState {
  const noted = foldThreadPlaces(foldPlace(journaled(state, channel, event), channel, event), channel, event);
  const window = noted.windows.get(channel);
  const threads = mapped(noted.threads, (thread, root) =>
    thread.channel === channel ? foldThread(thread, root, event) : thread,
  );
  const windows = window ? withKey(noted.windows, channel, foldWindow(window, event, inTimeline)) : noted.windows;
  return threads === noted.threads && windows === noted.windows ? noted : { ...noted, threads, windows };
}

function foldPlace(state: WorkspaceState, channel: string, event: Event): WorkspaceState {
  const place = state.memberships.get(channel);
  if (!place || event.seq <= (state.countedTo.get(channel) ?? 0)) return state;
  const after = foldMembership(place, state.self.id, event);
  if (after === place) return state;
  const next = { ...state, memberships: withKey(state.memberships, channel, after) };
  const mayShorten = event.type === 'message.deleted' || event.type === 'message.edited';
  return mayShorten && after.unread !== place.unread && isShort(after) ? want(next, channel) : next;
}

function readMarked(state: WorkspaceState, channel: string, readAt: string): WorkspaceState {
  // An answer on its way may or may not have seen this.
  const asked = state.wanted.has(channel) ? want(state, channel) : state;
  const place = asked.memberships.get(channel);
  if (!place) return asked;
  const after = moveReadPosition(place, readAt, asked.self.id, asked.windows.get(channel));
  const next = { ...asked, memberships: withKey(asked.memberships, channel, after.place) };
  return after.exact ? next : want(next, channel);
}

function withSaved(state: WorkspaceState, message: string, isToDo: boolean): WorkspaceState {
  return { ...state, saved: isToDo ? withKey(state.saved, message, true) : withoutKey(state.saved, message) };
}

function backfilled(state: WorkspaceState, id: string, seq: number): WorkspaceState {
  const channel = state.channels.get(id);
  const touched = channel ? withChannel(state, { ...channel, rev: Math.max(channel.rev, seq) }) : state;
  return withStaleWindows(touched, id);
}

/** Keeps the event for answers about its channel that are on their way. */
function journaled(state: WorkspaceState, channel: string, event: Event): WorkspaceState {
  const journal = state.journals.get(channel);
  if (!journal) return state;
  return { ...state, journals: withKey(state.journals, channel, { ...journal, events: [...journal.events, event] }) };
}

function withTombstone(state: WorkspaceState, id: string, seq: number): WorkspaceState {
  const tombstones = [...state.tombstones, [id, seq] as const];
  return { ...state, tombstones: new Map(tombstones.slice(-TOMBSTONES_KEPT)) };
}
