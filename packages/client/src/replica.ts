import type { Event } from '@roost/protocol/events';
import type { BatchFrame } from '@roost/protocol/frames';
import type { Snapshot } from '@roost/protocol/operations/workspaces';
import { channelOf, fold, fromSnapshot, withChannel, withMembership, withUser, type Need } from './fold.ts';
import { Streams } from './streams.ts';
import type { Freshness, MessageWindow, ReplicaState, ThreadWindow, WorkspaceState } from './types.ts';
import { emptyWindow, foldThread, foldWindow, inTimeline, withAnswer, withPage, type Page, type PagePlace } from './windows.ts';
import type { Channel, Membership, Message, User } from '@roost/protocol/entities';

// The client's copy of all workspaces of the identity: batches in, states out. It never asks anything itself; what it needs it
// says. An answer that was computed before events that have been folded already gets those folded in again (`recent`), so that an
// answer and the stream may overtake each other.

const recentKept = 1_000;

export interface ReplicaListener {
  /** Something changed. */
  changed(): void;
  event(workspace: string, event: Event): void;
  need(workspace: string, need: Need): void;
  /** The list of workspaces must be asked for; a workspace's snapshot must be fetched. */
  identityChanged(): void;
}

export class Replica {
  state: ReplicaState = { workspaces: new Map(), known: false };
  readonly streams = new Streams();
  private readonly recent = new Map<string, Event[]>();
  /** User stream → workspace. */
  private readonly owners = new Map<string, string>();
  private readonly listener: ReplicaListener;

  constructor(listener: ReplicaListener) {
    this.listener = listener;
  }

  workspace(id: string): WorkspaceState | undefined {
    return this.state.workspaces.get(id);
  }

  /** A state and cursors as they were stored; shown until the network knows better. */
  restore(state: WorkspaceState, cursors: Record<string, string>): void {
    this.own(state);
    for (const [stream, cursor] of Object.entries(cursors)) this.streams.startAt(stream, cursor);
    this.put({ ...state, freshness: 'stale' });
  }

  batch(batch: BatchFrame): void {
    const events = this.streams.take(batch);
    if (events) this.apply(batch.stream, events);
  }

  /** Swaps a snapshot in: the windows stay and are caught up by what waited. */
  snapshot(snapshot: Snapshot): void {
    const fresh = fromSnapshot(snapshot);
    const before = this.workspace(fresh.id);
    const kept = before ? keepPages(before, fresh) : fresh;
    this.own(kept);
    this.recent.delete(kept.id);
    this.put(kept);
    for (const [stream, cursor] of Object.entries(snapshot.cursors)) {
      for (const batch of this.streams.startAt(stream, cursor)) {
        const events = this.streams.takeHeld(batch);
        if (events) this.apply(stream, events);
      }
    }
    this.listener.changed();
  }

  /** The workspace's streams wait for a snapshot; what is there stays on the screen. */
  hold(workspace: string, freshness: Freshness): void {
    const state = this.workspace(workspace);
    this.streams.hold(workspace);
    if (!state) return;
    this.streams.hold(state.self.id);
    this.put({ ...state, freshness });
    this.listener.changed();
  }

  mark(workspace: string, freshness: Freshness): void {
    const state = this.workspace(workspace);
    if (!state || state.freshness === freshness) return;
    this.put({ ...state, freshness });
    this.listener.changed();
  }

  /** Which workspace a stream belongs to: `T…` itself, `U…` by its owner; null for an account’s. */
  workspaceOf(stream: string): string | null {
    return stream.startsWith('T') ? stream : (this.owners.get(stream) ?? null);
  }

  /** The identity is in these workspaces and no others. */
  setWorkspaces(list: readonly { workspace: { id: string }; user: User }[]): void {
    const ids = new Set(list.map((one) => one.workspace.id));
    for (const id of this.state.workspaces.keys()) if (!ids.has(id)) this.drop(id);
    for (const one of list) this.owners.set(one.user.id, one.workspace.id);
    const order = new Map(list.flatMap((one) => {
      const state = this.workspace(one.workspace.id);
      return state ? [[one.workspace.id, state] as const] : [];
    }));
    this.state = { workspaces: order, known: true };
    this.listener.changed();
  }

  /** A page of a channel's timeline, with events folded in that it may not have seen. */
  page(workspace: string, channel: string, page: Page, place: PagePlace): void {
    this.update(workspace, (state) => {
      const window = withPage(state.windows.get(channel) ?? emptyWindow, page, place, state.tombstones);
      const caught = this.since(workspace, channel, page.seq).reduce<MessageWindow>((now, event) => foldWindow(now, event, inTimeline), window);
      return { ...state, windows: new Map(state.windows).set(channel, caught) };
    });
  }

  thread(workspace: string, rootId: string, page: Page & { root: Message }, place: PagePlace): void {
    this.update(workspace, (state) => {
      const before = state.threads.get(rootId) ?? { ...emptyWindow, root: null };
      const known = before.root;
      const root = known && known.rev >= page.root.rev ? known : page.root;
      const thread = withPage({ ...before, root }, page, place, state.tombstones);
      const caught = this.since(workspace, page.root.channel, page.seq).reduce<ThreadWindow>((now, event) => foldThread(now, rootId, event), thread);
      return { ...state, threads: new Map(state.threads).set(rootId, caught) };
    });
  }

  channel(workspace: string, channel: Channel, membership: Membership | null, seq: number): void {
    this.update(workspace, (state) => {
      const known = withChannel(state, channel);
      return membership ? withMembership(known, membership, seq, this.recent.get(workspace) ?? []) : known;
    });
  }

  /** A message as an answer tells it: into the timeline or thread where its event would put it. */
  answer(workspace: string, message: Message): void {
    this.update(workspace, (state) => {
      const window = state.windows.get(message.channel);
      const thread = message.threadRoot ? state.threads.get(message.threadRoot) : undefined;
      const put = <W extends MessageWindow>(old: W): W => withAnswer(old, message, state.tombstones);
      return {
        ...state,
        windows: window && !message.threadRoot ? new Map(state.windows).set(message.channel, put(window)) : state.windows,
        threads: thread && message.threadRoot ? new Map(state.threads).set(message.threadRoot, put(thread)) : state.threads,
      };
    });
  }

  unread(workspace: string, channel: string, unread: Membership['unread'], readAt: string): void {
    this.update(workspace, (state) => {
      const place = state.memberships.get(channel);
      if (!place) return state;
      return { ...state, memberships: new Map(state.memberships).set(channel, { ...place, unread, readAt }) };
    });
  }

  users(workspace: string, users: readonly User[]): void {
    this.update(workspace, (state) => users.reduce(withUser, state));
  }

  /** Changes a workspace's state, and says so when it really did. */
  update(workspace: string, change: (state: WorkspaceState) => WorkspaceState): void {
    const state = this.workspace(workspace);
    if (!state) return;
    const next = change(state);
    if (next === state) return;
    this.put(next);
    this.listener.changed();
  }

  drop(workspace: string): void {
    const state = this.workspace(workspace);
    const workspaces = new Map(this.state.workspaces);
    workspaces.delete(workspace);
    this.state = { ...this.state, workspaces };
    this.streams.forget(workspace);
    if (state) this.streams.forget(state.self.id);
    this.recent.delete(workspace);
    this.listener.changed();
  }

  private apply(stream: string, events: readonly Event[]): void {
    const workspace = this.workspaceOf(stream);
    if (workspace === null) {
      if (events.some((event) => event.type === 'workspace.joined' || event.type === 'workspace.left')) this.listener.identityChanged();
      return;
    }
    let state = this.workspace(workspace);
    if (!state) return;
    const needs: Need[] = [];
    for (const event of events) {
      const folded = fold(state, event);
      state = folded.state;
      needs.push(...folded.needs);
    }
    if (stream === workspace) this.remember(workspace, events);
    this.put(state);
    for (const event of events) this.listener.event(workspace, event);
    for (const need of needs) this.listener.need(workspace, need);
    if (events.length > 0) this.listener.changed();
  }

  private remember(workspace: string, events: readonly Event[]): void {
    const recent = [...(this.recent.get(workspace) ?? []), ...events];
    this.recent.set(workspace, recent.slice(-recentKept));
  }

  private since(workspace: string, channel: string, seq: number): Event[] {
    return (this.recent.get(workspace) ?? []).filter((event) => event.seq > seq && channelOf(event) === channel);
  }

  private own(state: WorkspaceState): void {
    this.owners.set(state.self.id, state.id);
  }

  private put(state: WorkspaceState): void {
    this.state = { ...this.state, workspaces: new Map(this.state.workspaces).set(state.id, state) };
  }
}

/**
 * Pages fetched before a resync have a hole behind them: they stay on the screen as they are, and the loader fetches them anew.
 */
function keepPages(before: WorkspaceState, fresh: WorkspaceState): WorkspaceState {
  const visible = (channel: string) => fresh.channels.has(channel) || before.channels.get(channel)?.kind === 'public';
  const users = new Map(before.users);
  for (const [id, user] of fresh.users) users.set(id, user);
  return {
    ...fresh,
    users,
    windows: new Map([...before.windows].filter(([channel]) => visible(channel))),
    threads: new Map([...before.threads].filter(([, thread]) => thread.root !== null && visible(thread.root.channel))),
    tombstones: before.tombstones,
  };
}
