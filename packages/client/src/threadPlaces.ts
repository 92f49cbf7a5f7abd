import type { ThreadPlace } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import { filtered, mapped, withKey, withoutKey } from './maps.ts';
import type { KnownThread, WorkspaceState } from './types.ts';
import { entryOf, isCutShort, readTo, withEdit, withEntry, withoutEntry } from './unread.ts';

// One's own place in threads: whether one follows them is told in one's own stream, what is unread in them follows from the
// workspace's. The two come in any order. What the fold cannot know (what was said before it was told that one follows) is wanted,
// and asked for.

const nothing = { entries: [], more: false };
/** Before anything of one's own stream. */
const NEVER = -1;

type Own = Extract<Event, { type: 'thread.followed' | 'thread.unfollowed' | 'thread.marked' }>;

/** The state after an event of one's own stream about a thread. */
export function foldOwnThread(state: WorkspaceState, event: Own): WorkspaceState {
  const { root, channel } = event.data;
  const known = state.threadPlaces.get(root);
  if (known && event.seq <= known.ownSeq) return state;
  const place = known?.place ?? { root, channel, follow: null, readAt: '', unread: nothing };
  const after = folded(place, event);
  const next = withPlace(state, { place: after.place, ownSeq: event.seq });
  return after.exact ? next : wantThread(next, root, channel);
}

function folded(place: ThreadPlace, event: Own): { place: ThreadPlace; exact: boolean } {
  switch (event.type) {
    case 'thread.unfollowed':
      return { place: { ...place, follow: null, unread: nothing }, exact: true };
    case 'thread.followed': {
      const { reason, readAt } = event.data;
      // What others replied since may have come before this did, when it did not count.
      return { place: { ...place, follow: reason, readAt, unread: nothing }, exact: false };
    }
    case 'thread.marked': {
      const { readAt } = event.data;
      if (place.follow === null || readAt < place.readAt) return { place: { ...place, readAt }, exact: false };
      const { unread, exact } = readTo(place.unread, readAt);
      return { place: { ...place, readAt, unread }, exact };
    }
  }
}

/** The state after an event of a channel in the workspace's stream: what it does to one's places in threads. */
export function foldThreadPlaces(state: WorkspaceState, channel: string, event: Event): WorkspaceState {
  const root = threadOf(event);
  if (root === undefined) return state;
  const known = state.threadPlaces.get(root);
  if (!known) {
    const mayFollow = !state.threadsComplete && bringsNews(event, state.self.id) && state.memberships.has(channel);
    return mayFollow ? wantThread(state, root, channel) : state;
  }
  const place = foldPlace(known.place, state.self.id, event);
  if (place === known.place) return state;
  const next = withPlace(state, { ...known, place });
  return isCutShort(place.unread, limits.unreadReplies) ? wantThread(next, root, channel) : next;
}

function bringsNews(event: Event, self: string): boolean {
  if (event.type === 'message.edited') return entryOf(event.data.message, self, '')?.at !== undefined;
  return event.type === 'message.posted';
}

/** The thread to which an event about a reply belongs. */
function threadOf(event: Event): string | undefined {
  if (event.type === 'message.posted' || event.type === 'message.edited') return event.data.message.threadRoot;
  return event.type === 'message.deleted' ? event.data.threadRoot : undefined;
}

function foldPlace(place: ThreadPlace, self: string, event: Event): ThreadPlace {
  if (place.follow === null) return place;
  const unread = foldUnread(place, self, event);
  return unread === place.unread ? place : { ...place, unread };
}

function foldUnread({ root, unread, readAt }: ThreadPlace, self: string, event: Event): ThreadPlace['unread'] {
  switch (event.type) {
    case 'message.posted': {
      const entry = event.data.message.threadRoot === root ? entryOf(event.data.message, self, readAt) : null;
      return entry ? withEntry(unread, entry, limits.unreadReplies) : unread;
    }
    case 'message.edited':
      return event.data.message.threadRoot === root
        ? withEdit(
            unread,
            event.data.message.createdAt,
            entryOf(event.data.message, self, readAt),
            limits.unreadReplies,
          )
        : unread;
    case 'message.deleted':
      return withoutEntry(unread, event.data.createdAt);
    default:
      return unread;
  }
}

/**
 * One has left the channel, and so its threads. Whether one has come back meanwhile and follows some again, the order of the streams
 * does not tell: they are asked for.
 */
export function withoutThreadPlaces(state: WorkspaceState, channel: string): WorkspaceState {
  const followed = [...state.threadPlaces.values()].filter(({ place }) => place.channel === channel && place.follow);
  const left = everyPlace(state, channel, (place) => ({ ...place, follow: null, unread: nothing }));
  return followed.reduce((next, { place }) => wantThread(next, place.root, channel), left);
}

/** Notes that one's place in a thread has to be asked for. */
export function wantThread(state: WorkspaceState, root: string, channel: string): WorkspaceState {
  if (state.wantedThreads.get(root)?.state === 'open') return state;
  return { ...state, wantedThreads: withKey(state.wantedThreads, root, { channel, state: 'open' }) };
}

/** As `wantThread`, where nothing is known of it: threads that a snapshot had no room for. */
export function meetThread(state: WorkspaceState, root: string, channel: string): WorkspaceState {
  const isKnown = state.threadsComplete || state.threadPlaces.has(root) || state.wantedThreads.has(root);
  return isKnown || !state.memberships.has(channel) ? state : wantThread(state, root, channel);
}

/** It is being asked for. */
export function askingThread(state: WorkspaceState, root: string): WorkspaceState {
  const wanted = state.wantedThreads.get(root);
  if (!wanted) return state;
  return { ...state, wantedThreads: withKey(state.wantedThreads, root, { ...wanted, state: 'asked' }) };
}

/** There was no answer: it is wanted still, or, when there is nothing to know, known no more. */
export function threadPlaceFailed(state: WorkspaceState, root: string, notThere: boolean): WorkspaceState {
  const wanted = state.wantedThreads.get(root);
  if (!notThere) return wanted ? wantThread(state, root, wanted.channel) : state;
  return {
    ...state,
    threadPlaces: withoutKey(state.threadPlaces, root),
    wantedThreads: withoutKey(state.wantedThreads, root),
  };
}

/** Answer of `thread.place`; events that came while it was on its way are folded onto it. */
export function threadPlaceArrived(
  state: WorkspaceState,
  { place, seq, ownSeq }: { place: ThreadPlace; seq: number; ownSeq: number },
): WorkspaceState {
  const known = state.threadPlaces.get(place.root);
  // It has not seen what one's own stream has told meanwhile.
  if (known && known.ownSeq > ownSeq) return wantThread(state, place.root, place.channel);
  const events = state.journals.get(place.channel)?.events ?? [];
  const after = events
    .filter((event) => event.seq > seq)
    .reduce((now, event) => foldPlace(now, state.self.id, event), place);
  const next = withPlace(state, { place: after, ownSeq });
  const isDone =
    state.wantedThreads.get(place.root)?.state === 'asked' && !isCutShort(after.unread, limits.unreadReplies);
  return isDone
    ? { ...next, wantedThreads: withoutKey(next.wantedThreads, place.root) }
    : wantThread(next, place.root, place.channel);
}

/** The places that a snapshot tells of. */
export function placesOf(threads: readonly ThreadPlace[]): ReadonlyMap<string, KnownThread> {
  return new Map(threads.map((place) => [place.root, { place, ownSeq: NEVER }]));
}

/** Those that one follows, in channels that one is in. */
export function followedThreads({ threadPlaces, memberships }: WorkspaceState): ThreadPlace[] {
  const followed = filtered(threadPlaces, ({ place }) => place.follow !== null && memberships.has(place.channel));
  return [...followed.values()].map(({ place }) => place);
}

function withPlace(state: WorkspaceState, known: KnownThread): WorkspaceState {
  return { ...state, threadPlaces: withKey(state.threadPlaces, known.place.root, known) };
}

function everyPlace(
  state: WorkspaceState,
  channel: string,
  change: (place: ThreadPlace) => ThreadPlace,
): WorkspaceState {
  const threadPlaces = mapped(state.threadPlaces, (known) => {
    if (known.place.channel !== channel) return known;
    const place = change(known.place);
    return place === known.place ? known : { ...known, place };
  });
  return threadPlaces === state.threadPlaces ? state : { ...state, threadPlaces };
}
