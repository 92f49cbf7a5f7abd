import { limits } from '@roost/protocol/limits';
import type { Message } from '@roost/protocol/entities';
import type { Value } from '@roost/protocol/registry';
import type { Copies } from './copies.ts';
import { withKey } from './maps.ts';
import { RequestRejected } from './rejected.ts';
import { awaiting, pageArrived, settled, threadArrived } from './replica.ts';
import type { Ask } from './streams.ts';
import { meetThread } from './threadPlaces.ts';
import type { ChannelWindow, WorkspaceState } from './types.ts';
import { emptyWindow, trimmed, type PagePlace } from './windows.ts';

/*
 * Reads pages into windows: a replacement or one page at an end at a time per window. Events that come while a page is on its way
 * are folded onto it. What cannot be read now stays `loading` and is read as soon as that is possible again; what may not be read
 * has `failed`. What is on the screen and stale is read again by itself (`tend`).
 */

/** A channel's timeline, or, with `root`, the replies to a message. */
export interface Target {
  workspace: string;
  channel: string;
  root: string | null;
}

type At = { before?: string; after?: string; around?: string };

const MOST_IN_WINDOW = 1_000;
const SHOWN = 6;

export interface PagesWorld {
  copies: Copies;
  ask: Ask;
  isLive(): boolean;
  arrived(workspace: string, messages: readonly Message[]): void;
}

export class Pages {
  readonly #world: PagesWorld;
  /** What was opened last; the first is on the screen for sure. */
  #shown: Target[] = [];
  /** Per window the replacement on its way. */
  readonly #replacing = new Map<string, symbol>();

  constructor(world: PagesWorld) {
    this.#world = world;
  }

  open(target: Target): void {
    const isNewlyShown = this.#shown.every((one) => keyOf(one) !== keyOf(target));
    this.#shown = bounded([target, ...this.#shown.filter((one) => keyOf(one) !== keyOf(target))]);
    this.#meet(target);
    const state = this.#world.copies.get(target.workspace);
    const window = state && windowIn(state, target);
    // Of a channel that one is not in, nothing is told.
    const isDeaf = isNewlyShown && !state?.memberships.has(target.channel);
    if (!window || window.status === 'failed' || isDeaf) this.replace(target);
    else this.tend();
  }

  /** Of a thread that is shown one wants to know whether one follows it. */
  #meet({ workspace, channel, root }: Target): void {
    if (root !== null) this.#world.copies.update(workspace, (state) => meetThread(state, root, channel));
  }

  close(key: string): void {
    this.#shown = this.#shown.filter((target) => keyOf(target) !== key);
    this.#replacing.delete(key);
  }

  /** Reads what is shown and stale, now that it can be read. Cheap; called after every change. */
  tend(): void {
    if (!this.#world.isLive()) return;
    for (const target of this.#shown) {
      const state = this.#world.copies.get(target.workspace);
      const window = state && windowIn(state, target);
      if (window && needsReading(window) && !this.#replacing.has(keyOf(target))) this.#reread(target, window);
    }
  }

  /** Replaces the window by the newest page, or by the one around a place. */
  replace(target: Target, at: At = {}, limit: number = limits.historyPageDefault): void {
    const turn = Symbol(keyOf(target));
    this.#replacing.set(keyOf(target), turn);
    this.#change(target, (window) => ({ ...window, status: 'loading', stale: false, extending: null }));
    const isWanted = () => this.#replacing.get(keyOf(target)) === turn;
    void this.#read(target, 'replace', at, limit, isWanted).then((isRead) => {
      if (!isWanted()) return;
      this.#replacing.delete(keyOf(target));
      if (isRead) this.tend(); // it may have become stale meanwhile
      else if (at.around !== undefined && this.#windowOf(target)?.status === 'failed') this.replace(target);
    });
  }

  extend(target: Target, end: 'before' | 'after'): void {
    const state = this.#world.copies.get(target.workspace);
    const window = state && windowIn(state, target);
    if (!window || window.status !== 'ready' || window.stale || window.extending) return;
    const edge = end === 'before' ? window.messages[0] : window.messages.at(-1);
    if (!edge || !(end === 'before' ? window.hasMoreBefore : window.hasMoreAfter)) return;
    this.#change(target, (one) => ({ ...one, extending: end }));
    const isWanted = () => this.#windowOf(target)?.extending === end && !this.#replacing.has(keyOf(target));
    void this.#read(target, end, { [end]: edge.createdAt }, limits.historyPageDefault, isWanted);
  }

  /** The copy was replaced: pages that are on their way belong to the old one. */
  swapped(workspace: string): void {
    for (const target of this.#shown) if (target.workspace === workspace) this.#replacing.delete(keyOf(target));
  }

  #reread(target: Target, window: ChannelWindow): void {
    const middle = window.messages[Math.floor(window.messages.length / 2)];
    const limit = Math.min(limits.historyPage, Math.max(limits.historyPageDefault, window.messages.length));
    this.replace(target, window.hasMoreAfter && middle ? { around: middle.createdAt } : {}, limit);
  }

  /** Whether the page came. Never rejects. */
  async #read(target: Target, place: PagePlace, at: At, limit: number, isWanted: () => boolean): Promise<boolean> {
    const { copies } = this.#world;
    copies.update(target.workspace, (state) => awaiting(state, target.channel));
    const life = copies.life(target.workspace);
    let isRead = false;
    try {
      const page = await this.#ask(target, at, limit);
      if (copies.life(target.workspace) !== life) return false;
      if (isWanted())
        copies.update(target.workspace, (state) => kept(arrived(state, target, page, place), target, place));
      this.#world.arrived(target.workspace, 'root' in page ? [page.root, ...page.messages] : page.messages);
      isRead = true;
    } catch (error) {
      if (copies.life(target.workspace) !== life) return false;
      if (isWanted()) this.#change(target, (window) => failed(window, place, error));
    }
    copies.update(target.workspace, (state) => settled(state, target.channel));
    return isRead;
  }

  #ask({ channel, root }: Target, at: At, limit: number): Promise<Value<'channel.history'> | Value<'thread.history'>> {
    const { ask } = this.#world;
    return root === null
      ? ask('channel.history', { channel, ...at, limit })
      : ask('thread.history', { message: root, ...at, limit });
  }

  #windowOf(target: Target): ChannelWindow | undefined {
    const state = this.#world.copies.get(target.workspace);
    return state && windowIn(state, target);
  }

  #change(target: Target, change: (window: ChannelWindow) => ChannelWindow): void {
    this.#world.copies.update(target.workspace, (state) =>
      withWindow(state, target, change(windowIn(state, target) ?? emptyWindow)),
    );
  }
}

/** Threads are closed when they are not shown any more; of channels only the last few are kept up to date. */
function bounded(targets: readonly Target[]): Target[] {
  let channels = 0;
  return targets.filter(({ root }) => root !== null || ++channels <= SHOWN);
}

function keyOf({ channel, root }: Target): string {
  return root ?? channel;
}

function windowIn(state: WorkspaceState, { channel, root }: Target): ChannelWindow | undefined {
  return root === null ? state.windows.get(channel) : state.threads.get(root);
}

function withWindow(state: WorkspaceState, { channel, root }: Target, window: ChannelWindow): WorkspaceState {
  if (root === null) return { ...state, windows: withKey(state.windows, channel, window) };
  return {
    ...state,
    threads: withKey(state.threads, root, { root: null, ...state.threads.get(root), ...window, channel }),
  };
}

/** Stale, or never read because that was not possible. */
function needsReading({ stale, status }: ChannelWindow): boolean {
  return stale || status === 'loading';
}

function arrived(
  state: WorkspaceState,
  { channel }: Target,
  page: Value<'channel.history'> | Value<'thread.history'>,
  place: PagePlace,
): WorkspaceState {
  return 'root' in page ? threadArrived(state, page, place) : pageArrived(state, channel, page, place);
}

/** An end that one scrolls away from is dropped when the window grows too long. */
function kept(state: WorkspaceState, target: Target, place: PagePlace): WorkspaceState {
  const window = windowIn(state, target);
  if (!window || place === 'replace') return state;
  return withWindow(state, target, trimmed(window, MOST_IN_WINDOW, place === 'before' ? 'oldest' : 'newest'));
}

function failed(window: ChannelWindow, place: PagePlace, error: unknown): ChannelWindow {
  if (place !== 'replace') return { ...window, extending: null };
  const isOver = error instanceof RequestRejected && !error.retryable;
  return isOver ? { ...window, status: 'failed' } : { ...window, stale: true };
}
