import { draftKey, isDraft } from '@roost/protocol/drafts';
import type { Channel, Membership, Message, User } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { BatchFrame } from '@roost/protocol/frames';
import type { Snapshot } from '@roost/protocol/operations/workspaces';
import {
  fold,
  forgotten,
  revOf,
  withBookmarks,
  withChannel,
  withDraft,
  withPreference,
  withScheduled,
  withSidebar,
  withVoteCast,
  withStaleWindows,
  withoutPlace,
} from './fold.ts';
import { byId, filtered, mapped, withKey, withoutKey } from './maps.ts';
import { foldMembership, isShort, unpacked } from './membership.ts';
import { shownPeople } from './people.ts';
import { isNew, moved, positionAt } from './position.ts';
import { followedThreads, meetThread, placesOf } from './threadPlaces.ts';
import type { ChannelPlace, StreamPosition, ThreadWindow, WorkspaceState } from './types.ts';
import { caughtUp, emptyWindow, inTimeline, withAnswer, withPage, type Page, type PagePlace } from './windows.ts';

// A workspace's copy as a whole: made from a snapshot, moved on by batches, completed by answers. Everything here is pure. An
// answer and the stream may overtake each other: the events that came while it was on its way are folded onto it again, and `rev`
// and `countedTo` tell what it holds already.

/** The state that a snapshot describes. */
export function fromSnapshot(snapshot: Snapshot): WorkspaceState {
  return {
    id: snapshot.workspace.id,
    freshness: 'live',
    workspace: snapshot.workspace,
    self: snapshot.self,
    users: byId([...snapshot.users, snapshot.self]),
    usersComplete: snapshot.usersComplete,
    channels: byId(snapshot.channels),
    memberships: new Map(snapshot.memberships.map((place) => [place.channel, unpacked(place)])),
    threadPlaces: placesOf(snapshot.threads),
    threadsComplete: snapshot.threadsComplete,
    saved: new Map(snapshot.saved.map((message) => [message, true])),
    groups: byId(snapshot.groups),
    preferences: new Map(snapshot.preferences.map((preference) => [preference.channel, preference])),
    sidebar: snapshot.sidebar,
    drafts: new Map(snapshot.drafts.map((draft) => [draftKey(draft), draft])),
    lookedAt: snapshot.lookedAt,
    scheduled: byId(snapshot.scheduled),
    reminders: new Map(snapshot.reminders.map((reminder) => [reminder.message, reminder])),
    bookmarks: new Map(),
    votes: new Map(snapshot.votes.map((vote) => [vote.message, vote])),
    votesComplete: snapshot.votesComplete,
    windows: new Map(),
    threads: new Map(),
    positions: positionsOf(snapshot),
    tombstones: new Map(),
    wanted: new Map(),
    wantedThreads: new Map(),
    countedTo: new Map(),
    journals: new Map(),
  };
}

/**
 * The state after a fresh snapshot took the place of a stale one [C6]: what is on the screen stays, marked stale where events
 * were missed, and what did not change keeps its identity.
 */
export function swapped(old: WorkspaceState, snapshot: Snapshot): WorkspaceState {
  const fresh = withOwnNews(fromSnapshot(snapshot), old);
  const sameEpoch = fresh.positions.get(fresh.id)?.epoch === old.positions.get(old.id)?.epoch;
  const kept =
    <T extends { rev: number }>(known: ReadonlyMap<string, T>) =>
    (value: T, id: string) => {
      const mine = sameEpoch ? known.get(id) : undefined;
      return mine && mine.rev >= value.rev ? mine : value;
    };
  // Of public channels that are not one's own the snapshot tells nothing: what is shown is asked for again, the others are forgotten.
  const shown = new Set([...old.windows.keys(), ...[...old.threads.values()].map(({ channel }) => channel)]);
  const publicOnes = filtered(
    old.channels,
    ({ kind }, id) => sameEpoch && kind === 'public' && shown.has(id) && !fresh.channels.has(id),
  );
  const channels = new Map([...publicOnes, ...mapped(fresh.channels, kept(old.channels))]);
  const people = mapped(fresh.users, kept(old.users));
  const shownUsers = shownPeople(old);
  const swap: WorkspaceState = {
    ...fresh,
    // An answer may have told of oneself before the snapshot was taken up; later events would be older than it.
    self: people.get(fresh.self.id) ?? fresh.self,
    users:
      snapshot.usersComplete || !sameEpoch
        ? people
        : new Map([...filtered(old.users, (_, id) => shownUsers.has(id)), ...people]),
    channels,
    groups: mapped(fresh.groups, kept(old.groups)),
    // Read again with their windows.
    bookmarks: filtered(old.bookmarks, (_, id) => sameEpoch && old.windows.has(id) && channels.has(id)),
    windows: mapped(
      filtered(old.windows, (_, id) => channels.has(id)),
      (window) => ({ ...window, extending: null, stale: true }),
    ),
    threads: mapped(
      filtered(old.threads, ({ channel }) => channels.has(channel)),
      (thread) => ({ ...thread, extending: null, stale: true }),
    ),
    tombstones: sameEpoch ? old.tombstones : fresh.tombstones,
    wanted: new Map([...publicOnes.keys()].map((id) => [id, 'open'])),
  };
  // Of an open thread one wants to know whether one follows it, also where the snapshot had no room for it.
  return [...old.threads].reduce((state, [root, { channel }]) => meetThread(state, root, channel), swap);
}

// An answer may have told of one's own arranging before the snapshot was taken up.
function withOwnNews(fresh: WorkspaceState, old: WorkspaceState): WorkspaceState {
  const own = fresh.self.id;
  if (fresh.positions.get(own)?.epoch !== old.positions.get(own)?.epoch) return fresh;
  const kept = withSidebar([...old.preferences.values()].reduce(withPreference, fresh), old.sidebar);
  const seen = fresh.positions.get(own)?.seq ?? 0;
  const written = [...old.drafts.values()].filter(({ rev }) => rev > seen).reduce(withDraft, kept);
  const voted = [...old.votes.values()].filter(({ rev }) => rev > seen).reduce(withVoteCast, written);
  return [...old.scheduled.values()].filter(({ rev }) => rev > seen).reduce(withScheduled, voted);
}

export interface Folded {
  state: WorkspaceState;
  /** Those that had not been applied before. */
  applied: Event[];
}

/** The state after a batch of one of the workspace's streams. Null when the batch is of another life of the stream. */
export function foldBatch(
  state: WorkspaceState,
  { stream, cursor, events }: Pick<BatchFrame, 'stream' | 'cursor' | 'events'>,
): Folded | null {
  let position = state.positions.get(stream);
  const place = positionAt(cursor);
  if (!position || place?.epoch !== position.epoch) return null;
  let next = state;
  const applied: Event[] = [];
  const seen = new Set<number>();
  for (const event of events) {
    if (!isNew(position, event.seq) || seen.has(event.seq)) continue;
    seen.add(event.seq);
    applied.push(event);
    next = fold(next, event);
  }
  position = moved(position, [...seen], cursor);
  return { state: { ...next, positions: withKey(next.positions, stream, position) }, applied };
}

/** Moves a stream's position on without events. */
export function advanced(state: WorkspaceState, stream: string, cursor: string): WorkspaceState {
  const position = state.positions.get(stream);
  const next = position && moved(position, [], cursor);
  return next && next !== position ? { ...state, positions: withKey(state.positions, stream, next) } : state;
}

// --- Answers. Each is announced (`awaiting`) before it is asked for, and ends with `arrived` or `settled`.

/** From now on the channel's events are kept for an answer about it. */
export function awaiting(state: WorkspaceState, channel: string): WorkspaceState {
  const journal = state.journals.get(channel) ?? { readers: 0, events: [] };
  return { ...state, journals: withKey(state.journals, channel, { ...journal, readers: journal.readers + 1 }) };
}

/** The answer has come, or will not come. */
export function settled(state: WorkspaceState, channel: string): WorkspaceState {
  const journal = state.journals.get(channel);
  if (!journal) return state;
  const readers = journal.readers - 1;
  return {
    ...state,
    journals:
      readers > 0 ? withKey(state.journals, channel, { ...journal, readers }) : withoutKey(state.journals, channel),
  };
}

/** As `awaiting`, for one's place in the channel, which is wanted. */
export function askingPlace(state: WorkspaceState, channel: string): WorkspaceState {
  return awaiting({ ...state, wanted: withKey(state.wanted, channel, 'asked') }, channel);
}

/** There was no answer: it is wanted still, or, when one may not know, nothing is left of one's place. */
export function placeFailed(state: WorkspaceState, channel: string, notThere: boolean): WorkspaceState {
  if (notThere) return forgotten(state, channel);
  return state.wanted.has(channel) ? { ...state, wanted: withKey(state.wanted, channel, 'open') } : state;
}

/** A page of a channel's timeline. */
export function pageArrived(state: WorkspaceState, channel: string, page: Page, place: PagePlace): WorkspaceState {
  const moving = lastOwnMoving(state, channel, page.seq);
  if (moving === 'gone') return state;
  // Between leaving and coming back nothing was told.
  if (moving) return withStaleWindows(withPageOf(state, channel, page, place), channel);
  return withPageOf(state, channel, page, place);
}

function withPageOf(state: WorkspaceState, channel: string, page: Page, place: PagePlace): WorkspaceState {
  const window = withPage(
    state.windows.get(channel) ?? emptyWindow,
    catchUp(state, channel, page, inTimeline, place),
    place,
    state.tombstones,
  );
  const told = page.bookmarks ? withBookmarks(state, page.bookmarks) : state;
  return { ...told, windows: withKey(told.windows, channel, window) };
}

/** A page of the replies to a message, and that message. */
export function threadArrived(state: WorkspaceState, page: Page & { root: Message }, place: PagePlace): WorkspaceState {
  const { channel } = page.root;
  const moving = lastOwnMoving(state, channel, page.seq);
  if (moving === 'gone') return state;
  if (moving) return withStaleWindows(withThreadPageOf(state, page, place), channel);
  return withThreadPageOf(state, page, place);
}

function withThreadPageOf(state: WorkspaceState, page: Page & { root: Message }, place: PagePlace): WorkspaceState {
  const { channel, id } = page.root;
  const before: ThreadWindow = state.threads.get(id) ?? { ...emptyWindow, channel, root: null };
  const [root] = caughtUp(
    { ...page, messages: [page.root], hasMoreAfter: true },
    eventsOf(state, channel),
    inTimeline,
  ).messages;
  const replies = catchUp(state, channel, page, (message) => message.threadRoot === id, place);
  const window = withPage(
    { ...before, channel, root: place === 'replace' ? (root ?? null) : before.root },
    replies,
    place,
    state.tombstones,
  );
  return { ...state, threads: withKey(state.threads, id, window) };
}

/** Answer of `channel.get`: a channel and one's place in it, both as of `seq`. */
export function placeArrived(
  state: WorkspaceState,
  { channel, membership, seq }: { channel: Channel; membership: Membership | null; seq: number },
): WorkspaceState {
  const known = withChannel(seenAgain(state, channel.id, seq), channel);
  const missed = eventsOf(state, channel.id).filter((event) => event.seq > seq);
  const ownLast = lastOwnMoving(state, channel.id, seq);
  const again = { ...known, wanted: withKey(known.wanted, channel.id, 'open' as const) };
  if (ownLast) return ownLast === 'gone' ? withoutPlace(known, channel.id) : again;
  if (!membership) return withoutPlace(known, channel.id);
  const wanted = state.wanted.get(channel.id);
  const place = missed.reduce((now, event) => foldMembership(now, state.self.id, event), unpacked(membership));
  // The answer tells of a joining whose event is still on its way: what was read before has a hole behind it.
  const position = state.positions.get(state.id);
  const isAhead = position !== undefined && isNew(position, membership.joinedSeq);
  return {
    ...(isAhead ? withStaleWindows(known, channel.id) : known),
    memberships: withKey(known.memberships, channel.id, place),
    countedTo: withKey(known.countedTo, channel.id, Math.max(seq, missed.at(-1)?.seq ?? 0)),
    wanted:
      wanted === 'dirty' || isShort(place)
        ? withKey(known.wanted, channel.id, 'open')
        : withoutKey(known.wanted, channel.id),
  };
}

// It was hidden before, and is in sight as of this seq: nothing of it need have changed meanwhile.
function seenAgain(state: WorkspaceState, channel: string, seq: number): WorkspaceState {
  const isOver = (state.tombstones.get(channel) ?? seq) < seq;
  return isOver ? { ...state, tombstones: withoutKey(state.tombstones, channel) } : state;
}

/** A message as an answer tells it: into the timeline or thread where its event would put it. */
export function messageArrived(state: WorkspaceState, message: Message): WorkspaceState {
  const { channel, threadRoot, id } = message;
  const window = state.windows.get(channel);
  const windows = window
    ? withKey(state.windows, channel, withAnswer(window, message, state.tombstones, inTimeline))
    : state.windows;
  const threads = mapped(state.threads, (thread, root) => {
    if (thread.channel !== channel) return thread;
    if (root === id) return thread.root && thread.root.rev >= message.rev ? thread : { ...thread, root: message };
    return withAnswer(thread, message, state.tombstones, () => threadRoot === root);
  });
  return windows === state.windows && threads === state.threads ? state : { ...state, windows, threads };
}

/** The state without a thread's replies. */
export function withoutThread(state: WorkspaceState, root: string): WorkspaceState {
  return state.threads.has(root) ? { ...state, threads: withoutKey(state.threads, root) } : state;
}

/** People and channels of this workspace as answers tell them; newer ones win. One copy of each map, however many there are. */
export function learned(
  state: WorkspaceState,
  what: { users?: readonly User[]; channels?: readonly Channel[] },
): WorkspaceState {
  const isNews = (known: { rev: number } | undefined, one: { rev: number; workspace: string }) =>
    one.workspace === state.id && (known === undefined || known.rev < one.rev);
  const users = (what.users ?? []).filter((user) => isNews(state.users.get(user.id), user));
  const channels = (what.channels ?? []).filter(
    (channel) => channel.workspace === state.id && (revOf(state, channel.id) ?? -1) < channel.rev,
  );
  if (users.length === 0 && channels.length === 0) return state;
  return {
    ...state,
    self: users.find(({ id }) => id === state.self.id) ?? state.self,
    users: users.length > 0 ? new Map([...state.users, ...byId(users)]) : state.users,
    channels: channels.length > 0 ? new Map([...state.channels, ...byId(channels)]) : state.channels,
  };
}

/** What two copies must agree on after the same history, in an order that does not depend on how each came about. */
export function normalise(
  state: WorkspaceState,
): Pick<
  Snapshot,
  | 'self'
  | 'workspace'
  | 'users'
  | 'channels'
  | 'threads'
  | 'saved'
  | 'preferences'
  | 'sidebar'
  | 'drafts'
  | 'lookedAt'
  | 'scheduled'
  | 'reminders'
  | 'votes'
> & { memberships: ChannelPlace[] } {
  const byIdOrder = <T extends { id: string }>(map: ReadonlyMap<string, T>) =>
    [...map.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    self: state.self,
    workspace: state.workspace,
    users: byIdOrder(state.users),
    channels: byIdOrder(filtered(state.channels, (_, id) => state.memberships.has(id))),
    memberships: [...state.memberships.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1)),
    threads: followedThreads(state).sort((a, b) => (a.root < b.root ? -1 : 1)),
    saved: [...state.saved.keys()].sort(),
    preferences: [...state.preferences.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1)),
    sidebar: state.sidebar,
    reminders: [...state.reminders.values()].sort((a, b) => (a.message < b.message ? -1 : 1)),
    scheduled: [...state.scheduled.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    drafts: [...state.drafts.values()].filter(isDraft).sort((a, b) => (draftKey(a) < draftKey(b) ? -1 : 1)),
    lookedAt: state.lookedAt,
    votes: [...state.votes.values()]
      .filter(({ choices }) => choices.length > 0)
      .sort((a, b) => (a.message < b.message ? -1 : 1)),
  };
}

function positionsOf(snapshot: Snapshot): ReadonlyMap<string, StreamPosition> {
  return new Map(
    Object.entries(snapshot.cursors).map(([stream, cursor]) => [
      stream,
      positionAt(cursor) ?? { epoch: '', seq: 0, beyond: [] },
    ]),
  );
}

// Beside what is there, live messages are there already: a page at an end only brings what it holds itself.
function catchUp(
  state: WorkspaceState,
  channel: string,
  page: Page,
  belongs: (message: Message) => boolean,
  place: PagePlace,
): Page {
  if (place !== 'before') return caughtUp(page, eventsOf(state, channel), belongs);
  return {
    ...caughtUp({ ...page, hasMoreAfter: true }, eventsOf(state, channel), belongs),
    hasMoreAfter: page.hasMoreAfter,
  };
}

function eventsOf(state: WorkspaceState, channel: string): readonly Event[] {
  return state.journals.get(channel)?.events ?? [];
}

/** Whether an answer of this seq has not seen that one joined last, or that one left, or that the channel is gone. */
function lastOwnMoving(state: WorkspaceState, channel: string, seq: number): 'joined' | 'gone' | undefined {
  const last = eventsOf(state, channel).findLast(
    (event) => event.seq > seq && (isGone(event) || (isMoving(event) && event.data.user === state.self.id)),
  );
  return last && (last.type === 'member.joined' ? 'joined' : 'gone');
}

function isMoving(event: Event): event is Event<'member.joined' | 'member.left'> {
  return event.type === 'member.joined' || event.type === 'member.left';
}

function isGone({ type }: Event): boolean {
  return type === 'channel.hidden' || type === 'channel.deleted';
}
