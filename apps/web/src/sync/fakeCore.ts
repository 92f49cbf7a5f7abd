import type { ChannelPlace, WorkspaceState } from '@roost/client/types';
import type { Channel, User, Workspace } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { givenSidebar } from '@roost/protocol/sidebar';
import { toIso } from '@roost/protocol/time';
import { createStore } from 'zustand';
import { createDrafts } from './draftBook.ts';
import type { Roost, RoostCore } from './roost.ts';
import type { Doors } from './session.ts';
import type { PresenceWatch } from './presenceWatch.ts';
import { nothingYet, type RoostState } from './state.ts';

// A core without a client, for tests of components: a small world of named people whose state a test sets as it likes, and
// acts that are only written down.

let random = 1;
const id = (kind: Parameters<typeof newId>[0]) => newId(kind, 1_795_000_000_000, () => random++);
const at = toIso(1_795_000_000_000_000);

export interface FakeWorld {
  workspace: Workspace;
  people: Record<'sofia' | 'ade' | 'maya' | 'jun', User>;
  channels: Record<'general' | 'ops' | 'leads', Channel>;
  directs: Record<'ade' | 'group', Channel>;
  state: WorkspaceState;
}

/** Harbor: Sofia (who looks at it, an owner), Ade, Maya and Jun; #general, #ops, the private leads; two direct channels. */
export function fakeWorld(): FakeWorld {
  const workspace: Workspace = { id: id('workspace'), rev: 1, name: 'Harbor', createdAt: at };
  const person = (name: string, role: User['role'] = 'member'): User => ({
    id: id('user'),
    rev: 1,
    workspace: workspace.id,
    kind: 'person',
    name,
    handle: name.split(' ')[0]!.toLowerCase(),
    role,
    createdAt: at,
  });
  const people = {
    sofia: person('Sofia Berg', 'owner'),
    ade: person('Ade Okafor'),
    maya: person('Maya Chen'),
    jun: person('Jun Park'),
  };
  const named = (name: string, kind: 'public' | 'private' = 'public'): Channel => ({
    id: id('channel'),
    rev: 1,
    workspace: workspace.id,
    kind,
    name,
    topic: '',
    createdBy: people.sofia.id,
    createdAt: at,
  });
  const direct = (...users: User[]): Channel => ({
    id: id('direct'),
    rev: 1,
    workspace: workspace.id,
    kind: 'direct',
    name: null,
    topic: '',
    users: [people.sofia, ...users].map((user) => user.id).sort(),
    createdBy: people.sofia.id,
    createdAt: at,
  });
  const channels = {
    general: { ...named('general'), general: true as const },
    ops: named('ops'),
    leads: named('leads', 'private'),
  };
  const directs = { ade: direct(people.ade), group: direct(people.maya, people.jun) };
  const all = [...Object.values(channels), ...Object.values(directs)];
  const state = fakeState(workspace, Object.values(people), all);
  return { workspace, people, channels, directs, state };
}

/** The first of the people looks at it. */
function fakeState(workspace: Workspace, people: User[], channels: Channel[]): WorkspaceState {
  return {
    id: workspace.id,
    freshness: 'live',
    workspace,
    self: people[0]!,
    usersComplete: true,
    users: new Map(people.map((user) => [user.id, user])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    saved: new Map(),
    memberships: new Map(channels.map((channel) => [channel.id, fakeMembership(channel.id)])),
    groups: new Map(),
    preferences: new Map(),
    drafts: new Map(),
    scheduled: new Map(),
    reminders: new Map(),
    votes: new Map(),
    votesComplete: true,
    sidebar: givenSidebar(people[0]!.id),
    lookedAt: null,
    bookmarks: new Map(),
    windows: new Map(),
    threads: new Map(),
    positions: new Map(),
    tombstones: new Map(),
    wanted: new Map(),
    wantedThreads: new Map(),
    threadPlaces: new Map(),
    threadsComplete: true,
    countedTo: new Map(),
    journals: new Map(),
  };
}

/** One's place in a channel with so many unread messages, some of which mention one. */
export function fakeMembership(channel: string, unread = 0, mentions = 0): ChannelPlace {
  const entries = Array.from({ length: unread }, (_, index) => ({
    createdAt: at,
    mention: index < mentions,
  }));
  return {
    channel,
    joinedSeq: 1,
    memberCount: 4,
    readAt: at,
    lastMessageAt: at,
    unread: { entries, more: false },
  };
}

export interface FakeCore extends RoostCore {
  /** The acts that were asked for, with what they were given. */
  acts: [name: string, ...args: unknown[]][];
  /** What commands, queries and other acts answer, by name. */
  answers: Map<string, unknown>;
}

/** A core that shows `worlds` to a signed-in Sofia. */
export function fakeCore(worlds: readonly FakeWorld[], over: Partial<RoostState> = {}): FakeCore {
  const acts: FakeCore['acts'] = [];
  const answers = new Map<string, unknown>();
  const store = createStore<RoostState>(() => ({
    ...nothingYet,
    replica: { workspaces: new Map(worlds.map((world) => [world.workspace.id, world.state])), known: true },
    connection: { phase: 'live', since: 0 },
    session: {
      state: 'signedIn',
      account: { id: id('account'), email: 'sofia@harbor.example', name: 'Sofia Berg' },
      over: false,
    },
    ...over,
  }));
  const noted =
    (name: string) =>
    (...args: unknown[]) => {
      acts.push([name, ...args]);
      if (name === 'onEvent') return () => {};
      if (name !== 'query' && name !== 'command') return answers.get(name) ?? null;
      const answer = answers.get(String(args[0]));
      return answer instanceof Error
        ? Promise.reject(answer)
        : answer === undefined
          ? new Promise(() => {})
          : Promise.resolve(answer);
    };
  const known: Record<string, unknown> = {};
  const roost = new Proxy({} as Roost, { get: (_target, name) => (known[String(name)] ??= noted(String(name))) });
  const presence: PresenceWatch = { watch: () => () => {}, repeat: () => {} };
  const doors: Doors = {
    setUp: noted('setUp') as Doors['setUp'],
    signIn: noted('signIn') as Doors['signIn'],
    preview: () => new Promise(() => {}),
    accept: async () => null,
    signOut: async () => void noted('signOut')(),
    retry: () => void noted('retry')(),
  };
  return { store, roost, doors, presence, drafts: createDrafts(), acts, answers };
}

/** Changes one workspace of a fake core. */
export function changeWorkspace(
  core: RoostCore,
  workspaceId: string,
  change: (state: WorkspaceState) => Partial<WorkspaceState>,
): void {
  core.store.setState(({ replica }) => {
    const state = replica.workspaces.get(workspaceId);
    if (!state) return {};
    return {
      replica: { ...replica, workspaces: new Map(replica.workspaces).set(workspaceId, { ...state, ...change(state) }) },
    };
  });
}
