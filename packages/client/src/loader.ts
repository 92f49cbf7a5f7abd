import type { Args, OperationName, Value } from '@roost/protocol/registry';
import type { Replica } from './replica.ts';
import type { MessageWindow } from './types.ts';
import { emptyWindow, trimmed, type PagePlace } from './windows.ts';

// Fetches pages into the replica: one request per end of a window at a time; a failure shows in the window and can be retried.

const pageSize = 50;
/** A window longer than this loses the end that is far from the one that grows. */
const mostInWindow = 400;

type Ask = <N extends OperationName>(name: N, args: Args<N>) => Promise<Value<N>>;

export class Loader {
  private readonly replica: Replica;
  private readonly ask: Ask;
  private readonly wanted = new Map<string, Set<string>>();
  private readonly asked = new Set<string>();
  /** Pages in flight by window; a later replacement makes an earlier page useless. */
  private readonly generation = new Map<string, number>();

  constructor(replica: Replica, ask: Ask) {
    this.replica = replica;
    this.ask = ask;
  }

  /** Makes sure that the newest page is there or on its way. */
  open(workspace: string, channel: string): void {
    const window = this.replica.workspace(workspace)?.windows.get(channel);
    if (!window || window.status === 'failed') void this.fetch(workspace, channel, {}, 'replace');
  }

  before(workspace: string, channel: string): void {
    const window = this.idle(workspace, channel);
    const first = window?.messages[0];
    if (window?.hasMoreBefore && first) void this.fetch(workspace, channel, { before: first.id }, 'before');
  }

  after(workspace: string, channel: string): void {
    const window = this.idle(workspace, channel);
    const last = window?.messages.at(-1);
    if (window?.hasMoreAfter && last) void this.fetch(workspace, channel, { after: last.id }, 'after');
  }

  around(workspace: string, channel: string, place: string): void {
    void this.fetch(workspace, channel, { around: place }, 'replace');
  }

  present(workspace: string, channel: string): void {
    void this.fetch(workspace, channel, {}, 'replace');
  }

  openThread(workspace: string, root: string): void {
    const thread = this.replica.workspace(workspace)?.threads.get(root);
    if (!thread || thread.status === 'failed') void this.fetchThread(workspace, root, {}, 'replace');
  }

  threadBefore(workspace: string, root: string): void {
    const thread = this.replica.workspace(workspace)?.threads.get(root);
    const first = thread?.messages[0];
    if (first && thread?.hasMoreBefore && !thread.loading) void this.fetchThread(workspace, root, { before: first.id }, 'before');
  }

  /** After a resync nothing is known about what happened behind the windows: those on the screen are fetched anew. */
  refresh(workspace: string): void {
    const state = this.replica.workspace(workspace);
    if (!state) return;
    for (const [channel, window] of state.windows) {
      const first = window.messages[0];
      const middle = window.messages[Math.floor(window.messages.length / 2)];
      void this.fetch(workspace, channel, window.hasMoreAfter && middle ? { around: middle.id } : {}, 'replace', Boolean(first));
    }
    for (const root of state.threads.keys()) void this.fetchThread(workspace, root, {}, 'replace');
  }

  /** Asks for people in one request per turn. */
  needUsers(workspace: string, users: readonly string[]): void {
    const known = this.replica.workspace(workspace)?.users;
    const missing = users.filter((user) => !known?.has(user) && !this.asked.has(user));
    if (missing.length === 0) return;
    const wanted = this.wanted.get(workspace);
    if (wanted) return void missing.forEach((user) => wanted.add(user));
    this.wanted.set(workspace, new Set(missing));
    queueMicrotask(() => void this.fetchUsers(workspace));
  }

  private async fetchUsers(workspace: string): Promise<void> {
    const users = [...(this.wanted.get(workspace) ?? [])].slice(0, 200);
    this.wanted.delete(workspace);
    for (const user of users) this.asked.add(user);
    try {
      const { users: found } = await this.ask('user.get', { workspace, users });
      this.replica.users(workspace, found);
    } catch {
      for (const user of users) this.asked.delete(user);
    }
  }

  private idle(workspace: string, channel: string): MessageWindow | undefined {
    const window = this.replica.workspace(workspace)?.windows.get(channel);
    return window && window.loading === null && window.status === 'ready' ? window : undefined;
  }

  private async fetch(
    workspace: string,
    channel: string,
    place: { before?: string; after?: string; around?: string },
    into: PagePlace,
    quiet = false,
  ): Promise<void> {
    const turn = this.turn(channel, into);
    this.mark(workspace, channel, (window) => starting(window, into, quiet));
    try {
      const page = await this.ask('channel.history', { channel, limit: pageSize, ...place });
      if (this.generation.get(channel) !== turn) return;
      this.replica.page(workspace, channel, page, into);
      if (into !== 'replace') this.mark(workspace, channel, (window) => trimmed(window, mostInWindow, into === 'before' ? 'oldest' : 'newest'));
      this.needUsers(workspace, page.messages.map((message) => message.author));
    } catch {
      if (this.generation.get(channel) === turn) this.mark(workspace, channel, failed);
    }
  }

  private async fetchThread(workspace: string, root: string, place: { before?: string }, into: PagePlace): Promise<void> {
    const turn = this.turn(root, into);
    const mark = (change: (window: MessageWindow) => MessageWindow) =>
      this.replica.update(workspace, (state) => {
        const thread = state.threads.get(root) ?? { ...emptyWindow, root: null };
        return { ...state, threads: new Map(state.threads).set(root, { ...thread, ...change(thread) }) };
      });
    mark((thread) => starting(thread, into, thread.messages.length > 0));
    try {
      const page = await this.ask('thread.history', { message: root, limit: 100, ...place });
      if (this.generation.get(root) !== turn) return;
      this.replica.thread(workspace, root, page, into);
      this.needUsers(workspace, [page.root, ...page.messages].map((message) => message.author));
    } catch {
      if (this.generation.get(root) === turn) mark(failed);
    }
  }

  /** A replacement starts a new generation; pages at an end belong to the present one. */
  private turn(key: string, into: PagePlace): number {
    const turn = (this.generation.get(key) ?? 0) + (into === 'replace' ? 1 : 0);
    this.generation.set(key, turn);
    return turn;
  }

  private mark(workspace: string, channel: string, change: (window: MessageWindow) => MessageWindow): void {
    this.replica.update(workspace, (state) => {
      const window = state.windows.get(channel) ?? emptyWindow;
      return { ...state, windows: new Map(state.windows).set(channel, change(window)) };
    });
  }
}

/** A replacement of what is on the screen goes unseen until it is there. */
function starting(window: MessageWindow, into: PagePlace, quiet: boolean): MessageWindow {
  if (into !== 'replace') return { ...window, loading: into };
  return { ...window, loading: null, status: quiet && window.status === 'ready' ? 'ready' : 'loading' };
}

function failed(window: MessageWindow): MessageWindow {
  return { ...window, loading: null, status: window.status === 'loading' ? 'failed' : window.status };
}
