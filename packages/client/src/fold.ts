import type { Channel, Membership } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { Snapshot } from '@roost/protocol/operations/workspaces';
import { foldMembership, isShort, moveReadPosition } from './membership.ts';
import type { WorkspaceState } from './types.ts';
import { foldThread, foldWindow, inTimeline } from './windows.ts';

// The pure heart: a workspace's state and an event make the next state. What has to be fetched because of it is returned as
// data, never done here. Rules C8, C9, M1–M3.

/** A stored replica that another fold made is not continued; it takes a snapshot. */
export const FOLD_VERSION = 1;

/** Something that the event says exists and that only the server can tell. */
export type Need =
  | { type: 'channel'; channel: string }
  | { type: 'unread'; channel: string }
  | { type: 'timeline'; channel: string };

export interface Folded {
  state: WorkspaceState;
  needs: Need[];
}

/** The state that a snapshot describes. Windows of the state before are kept only where they still apply. */
export function fromSnapshot(snapshot: Snapshot): WorkspaceState {
  return {
    id: snapshot.workspace.id,
    freshness: 'live',
    workspace: snapshot.workspace,
    self: snapshot.self,
    users: byId(snapshot.users.some((user) => user.id === snapshot.self.id) ? snapshot.users : [...snapshot.users, snapshot.self]),
    usersComplete: snapshot.usersComplete,
    channels: byId(snapshot.channels),
    memberships: new Map(snapshot.memberships.map((place) => [place.channel, place])),
    windows: new Map(),
    threads: new Map(),
    tombstones: new Map(),
  };
}

/** Folds an event of the workspace's stream or of one's own. */
export function fold(state: WorkspaceState, event: Event): Folded {
  switch (event.type) {
    case 'workspace.created':
    case 'workspace.updated':
      return plain(event.data.workspace.rev < state.workspace.rev ? state : { ...state, workspace: event.data.workspace });
    case 'user.joined':
    case 'user.updated':
      return plain(withUser(state, event.data.user));
    case 'channel.created':
    case 'channel.updated':
    case 'channel.archived':
    case 'channel.unarchived':
      return plain(withChannel(state, event.data.channel));
    case 'channel.backfilled':
      return { state, needs: state.windows.has(event.data.channel) ? [{ type: 'timeline', channel: event.data.channel }] : [] };
    case 'member.joined':
    case 'member.left':
      return foldMember(state, event);
    case 'read.marked':
      return foldRead(state, event.data.channel, event.data.readAt);
    case 'message.posted':
      return foldInChannel(state, event.data.message.channel, event);
    case 'message.edited':
      return foldInChannel(state, event.data.message.channel, event);
    case 'message.deleted': {
      const tombstones = new Map(state.tombstones).set(event.data.message, event.seq);
      return foldInChannel({ ...state, tombstones }, event.data.channel, event);
    }
    case 'reaction.added':
    case 'reaction.removed':
      return foldInChannel(state, event.data.channel, event);
    default:
      return plain(state);
  }
}

function foldMember(state: WorkspaceState, event: Extract<Event, { type: 'member.joined' | 'member.left' }>): Folded {
  const { channel, user } = event.data;
  if (user !== state.self.id) return foldInChannel(state, channel, event);
  if (event.type === 'member.joined') {
    const place = state.memberships.get(channel);
    return { state, needs: place && place.joinedSeq >= event.seq ? [] : [{ type: 'channel', channel }] };
  }
  const place = state.memberships.get(channel);
  if (place && place.joinedSeq > event.seq) return plain(state);
  return plain(withoutChannel(state, channel));
}

/** A public channel stays known after leaving; of any other nothing stays. */
function withoutChannel(state: WorkspaceState, channel: string): WorkspaceState {
  const isPublic = state.channels.get(channel)?.kind === 'public';
  const threads = new Map([...state.threads].filter(([, thread]) => thread.root?.channel !== channel));
  return {
    ...state,
    memberships: without(state.memberships, channel),
    windows: isPublic ? state.windows : without(state.windows, channel),
    threads: isPublic ? state.threads : threads,
    channels: isPublic ? state.channels : without(state.channels, channel),
  };
}

function foldInChannel(state: WorkspaceState, channel: string, event: Event): Folded {
  let next = state;
  const place = state.memberships.get(channel);
  const needs: Need[] = [];
  if (place) {
    const moved = foldMembership(place, state.self.id, event);
    if (moved !== place) {
      next = { ...next, memberships: new Map(next.memberships).set(channel, moved) };
      if (moved.unread !== place.unread && isShort(moved.unread) && event.type === 'message.deleted') needs.push({ type: 'unread', channel });
    }
  }
  const window = state.windows.get(channel);
  if (window) {
    const moved = foldWindow(window, event, inTimeline);
    if (moved !== window) next = { ...next, windows: new Map(next.windows).set(channel, moved) };
  }
  for (const [rootId, thread] of state.threads) {
    const moved = foldThread(thread, rootId, event);
    if (moved !== thread) next = { ...next, threads: new Map(next.threads).set(rootId, moved) };
  }
  return { state: next, needs };
}

function foldRead(state: WorkspaceState, channel: string, readAt: string): Folded {
  const place = state.memberships.get(channel);
  if (!place) return plain(state);
  const moved = moveReadPosition(place, readAt);
  if (moved.place === place) return plain(state);
  const memberships = new Map(state.memberships).set(channel, moved.place);
  return { state: { ...state, memberships }, needs: moved.needsUnread ? [{ type: 'unread', channel }] : [] };
}

/** People that somebody fetched; newer ones win. */
export function withUser(state: WorkspaceState, user: WorkspaceState['self']): WorkspaceState {
  const known = state.users.get(user.id);
  if (known && known.rev >= user.rev) return state;
  return {
    ...state,
    users: new Map(state.users).set(user.id, user),
    self: user.id === state.self.id ? user : state.self,
  };
}

export function withChannel(state: WorkspaceState, channel: Channel): WorkspaceState {
  const known = state.channels.get(channel.id);
  if (known && known.rev >= channel.rev) return state;
  return { ...state, channels: new Map(state.channels).set(channel.id, channel) };
}

/** One's place in a channel as fetched, with events folded in that the answer may not have seen. */
export function withMembership(state: WorkspaceState, place: Membership, seq: number, recent: readonly Event[]): WorkspaceState {
  let moved = place;
  for (const event of recent) if (event.seq > seq && channelOf(event) === place.channel) moved = foldMembership(moved, state.self.id, event);
  return { ...state, memberships: new Map(state.memberships).set(place.channel, moved) };
}

/** The channel that an event is about, if it is about one. */
export function channelOf(event: Event): string | null {
  const data = event.data as { channel?: string | Channel; message?: string | { channel: string } };
  if (typeof data.channel === 'string') return data.channel;
  if (data.channel) return data.channel.id;
  return typeof data.message === 'object' ? data.message.channel : null;
}

const plain = (state: WorkspaceState): Folded => ({ state, needs: [] });

function byId<T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
