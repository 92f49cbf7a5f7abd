import { FOLD_VERSION } from './fold.ts';
import type { Copies } from './copies.ts';
import { filtered, mapped } from './maps.ts';
import type { ClientStorage, Clock, Leadership } from './ports.ts';
import type { ChannelWindow, Wanted, WantedThread, WorkspaceState } from './types.ts';
import { trimmed } from './windows.ts';

/*
 * What one page keeps for the next: it shows something before the network answers, and resumes from its cursors. A state and its
 * positions are one value, so they always belong together. What another fold made, or another account, is thrown away.
 */

const SAVE_AFTER_MS = 2_000;
const CHANNELS_KEPT = 30;
const MESSAGES_KEPT = 60;
const WORKSPACE = 'workspace/';
const OWNER = 'owner';

type MapField =
  | 'users'
  | 'channels'
  | 'memberships'
  | 'saved'
  | 'groups'
  | 'preferences'
  | 'drafts'
  | 'scheduled'
  | 'reminders'
  | 'bookmarks'
  | 'votes'
  | 'windows'
  | 'positions'
  | 'tombstones'
  | 'wanted'
  | 'countedTo'
  | 'threadPlaces'
  | 'wantedThreads';
type Packed = Omit<WorkspaceState, MapField | 'threads' | 'journals'> & Record<MapField, [string, unknown][]>;

interface Stored {
  fold: number;
  state: Packed;
}

export interface PersistenceWorld {
  clock: Clock;
  storage: ClientStorage;
  leadership: Leadership;
  copies: Copies;
}

export class Persistence {
  readonly #world: PersistenceWorld;
  readonly #saved = new Map<string, WorkspaceState>();
  #timer: unknown = null;
  #owner: string | null = null;

  constructor(world: PersistenceWorld) {
    this.#world = world;
  }

  async load(): Promise<void> {
    const { storage, copies } = this.#world;
    const [owner] = await storage.entries(OWNER);
    this.#owner = typeof owner?.[1] === 'string' ? owner[1] : null;
    const stored = await storage.entries(WORKSPACE);
    const states = stored.flatMap(([, value]) => {
      const { fold, state } = value as Stored;
      return fold === FOLD_VERSION ? [unpacked(state)] : [];
    });
    for (const state of states.sort((a, b) => (a.self.createdAt < b.self.createdAt ? -1 : 1))) copies.put(state);
    if (states.length > 0) copies.setList(states.map(({ id }) => id));
  }

  /** Whether what is stored belongs to somebody else than `subject`, whose it is from now on. */
  isTakenOver(subject: string): boolean {
    const before = this.#owner;
    if (before === subject) return false;
    this.#owner = subject;
    const { storage } = this.#world;
    const cleared = before === null ? Promise.resolve() : storage.clear();
    void cleared.then(() => storage.set(OWNER, subject)).catch(() => {});
    return before !== null;
  }

  /** Saves soon; many changes become one write. */
  soon(): void {
    this.#timer ??= this.#world.clock.setTimer(() => {
      this.#timer = null;
      void this.save();
    }, SAVE_AFTER_MS);
  }

  /** Saves what changed. A storage that fails costs the warm start, nothing else. */
  async save(): Promise<void> {
    const { storage, leadership, copies } = this.#world;
    if (!leadership.isLeader()) return;
    const { workspaces, known } = copies.state;
    for (const id of this.#saved.keys()) {
      if (workspaces.has(id) || !known) continue;
      this.#saved.delete(id);
      await storage.delete(WORKSPACE + id).catch(() => {});
    }
    for (const [id, state] of workspaces) {
      if (state.freshness !== 'live' || this.#saved.get(id) === state) continue;
      this.#saved.set(id, state);
      const stored: Stored = { fold: FOLD_VERSION, state: packed(state) };
      await storage.set(WORKSPACE + id, stored).catch(() => {});
    }
  }

  stop(): void {
    this.#world.clock.clearTimer(this.#timer);
    this.#timer = null;
  }
}

// The newest messages of the last channels; a window that does not reach the present is not worth keeping.
function packed({ threads: _threads, journals: _journals, ...state }: WorkspaceState): Packed {
  const reaching = [
    ...filtered(state.windows, ({ status, hasMoreAfter, stale }) => status === 'ready' && !hasMoreAfter && !stale),
  ];
  const windows = reaching
    .slice(-CHANNELS_KEPT)
    .map(([id, window]): [string, ChannelWindow] => [
      id,
      trimmed({ ...window, extending: null }, MESSAGES_KEPT, 'newest'),
    ]);
  return {
    ...state,
    users: [...state.users],
    channels: [...state.channels],
    memberships: [...state.memberships],
    saved: [...state.saved],
    groups: [...state.groups],
    preferences: [...state.preferences],
    drafts: [...state.drafts],
    scheduled: [...state.scheduled],
    reminders: [...state.reminders],
    bookmarks: [...state.bookmarks],
    votes: [...state.votes],
    windows,
    positions: [...state.positions],
    tombstones: [...state.tombstones],
    wanted: [...mapped(state.wanted, (): Wanted => 'open')],
    countedTo: [...state.countedTo],
    threadPlaces: [...state.threadPlaces],
    wantedThreads: [...mapped(state.wantedThreads, (wanted): WantedThread => ({ ...wanted, state: 'open' }))],
  };
}

function unpacked(state: Packed): WorkspaceState {
  const map = <T>(entries: [string, unknown][]) => new Map(entries as [string, T][]);
  return {
    ...state,
    freshness: 'stale',
    users: map(state.users),
    channels: map(state.channels),
    memberships: map(state.memberships),
    saved: map(state.saved),
    groups: map(state.groups),
    preferences: map(state.preferences),
    drafts: map(state.drafts),
    scheduled: map(state.scheduled),
    reminders: map(state.reminders),
    bookmarks: map(state.bookmarks),
    votes: map(state.votes),
    windows: map(state.windows),
    positions: map(state.positions),
    tombstones: map(state.tombstones),
    wanted: map(state.wanted),
    countedTo: map(state.countedTo),
    threadPlaces: map(state.threadPlaces),
    wantedThreads: map(state.wantedThreads),
    threads: new Map(),
    journals: new Map(),
  };
}
