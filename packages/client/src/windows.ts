import type { Bookmarks } from '@roost/protocol/bookmark';
import type { Message } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { foldMessage } from './messages.ts';
import type { ChannelWindow, ThreadWindow } from './types.ts';

// Contiguous runs of messages. Pages and live events meet here: a page may be older or newer than what the stream has told, so
// each message goes by its own rev, and what was deleted stays deleted [C9].

/** A page as the server answers it. */
export interface Page {
  messages: readonly Message[];
  seq: number;
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
  bookmarks?: Bookmarks;
}

/** Where a page goes: instead of everything, or at one end of what is there. */
export type PagePlace = 'replace' | 'before' | 'after';

export const emptyWindow: ChannelWindow = {
  messages: [],
  hasMoreBefore: true,
  hasMoreAfter: false,
  status: 'loading',
  extending: null,
  stale: false,
};

const MOST_LIVE = 2_000;
const KEPT_LIVE = 1_500;

/** Whether a message stands in a channel's timeline. */
export const inTimeline = (message: Pick<Message, 'threadRoot' | 'inChannel'>): boolean =>
  !message.threadRoot || message.inChannel === true;

const inThread = (root: string) => (message: Message) => message.threadRoot === root;

/** The window after an event of its channel. The same object when nothing changed. */
export function foldWindow<W extends ChannelWindow>(
  window: W,
  event: Event,
  belongs: (message: Message) => boolean,
): W {
  if (!isCurrent(window)) return window;
  let messages = foldEach(window.messages, event);
  if (event.type === 'message.posted' && !window.hasMoreAfter && belongs(event.data.message)) {
    messages = inserted(messages, event.data.message);
  }
  if (messages === window.messages) return window;
  if (messages.length <= MOST_LIVE) return { ...window, messages };
  return { ...window, messages: messages.slice(-KEPT_LIVE), hasMoreBefore: true };
}

/** The replies and their root after an event of their channel. */
export function foldThread(thread: ThreadWindow, rootId: string, event: Event): ThreadWindow {
  if (!isCurrent(thread)) return thread;
  const folded = foldWindow(thread, event, inThread(rootId));
  const root = thread.root && foldMessage(thread.root, event);
  return root === thread.root ? folded : { ...folded, root };
}

// Events were missed between a stale window and the present: folding newer ones onto it would give its messages a `rev` that says
// more than they hold. What is being read gets its events with the page.
function isCurrent(window: ChannelWindow): boolean {
  return window.status === 'ready' && !window.stale;
}

/** The page with the events folded in that it may not have seen. */
export function caughtUp(page: Page, events: readonly Event[], belongs: (message: Message) => boolean): Page {
  const asWindow: ChannelWindow = { ...page, status: 'ready', extending: null, stale: false };
  const missed = events.filter((event) => event.seq > page.seq);
  const { messages, hasMoreBefore } = missed.reduce((window, event) => foldWindow(window, event, belongs), asWindow);
  return { ...page, messages, hasMoreBefore };
}

/** The window with a page in it. `tombstones` knows what is gone since. */
export function withPage<W extends ChannelWindow>(
  window: W,
  page: Page,
  place: PagePlace,
  tombstones: ReadonlyMap<string, number>,
): W {
  const alive = page.messages.filter((message) => !isGone(message, tombstones));
  const done = { ...window, status: 'ready' as const, extending: null };
  if (place === 'replace') {
    return { ...done, messages: alive, hasMoreBefore: page.hasMoreBefore, hasMoreAfter: page.hasMoreAfter };
  }
  const known = new Set(window.messages.map(({ id }) => id));
  const fresh = alive.filter(({ id }) => !known.has(id));
  if (place === 'before')
    return { ...done, messages: [...fresh, ...window.messages], hasMoreBefore: page.hasMoreBefore };
  return { ...done, messages: [...window.messages, ...fresh], hasMoreAfter: page.hasMoreAfter };
}

/** The window with one message as an answer told it, which may be older or newer than what is there. */
export function withAnswer<W extends ChannelWindow>(
  window: W,
  message: Message,
  tombstones: ReadonlyMap<string, number>,
  belongs: (message: Message) => boolean,
): W {
  if (isGone(message, tombstones)) return window;
  const known = window.messages.find((one) => one.id === message.id);
  if (known) {
    if (known.rev >= message.rev) return window;
    if (isEmptied(message)) return { ...window, messages: window.messages.filter((one) => one !== known) };
    return { ...window, messages: window.messages.map((one) => (one === known ? message : one)) };
  }
  if (!isCurrent(window) || window.hasMoreAfter || !belongs(message) || isEmptied(message) || isBeyond(window, message))
    return window;
  return { ...window, messages: inserted(window.messages, message) };
}

/** Keeps a window bounded by dropping the end that is far from where one reads. */
export function trimmed<W extends ChannelWindow>(window: W, most: number, keep: 'oldest' | 'newest'): W {
  if (window.messages.length <= most) return window;
  return keep === 'newest'
    ? { ...window, messages: window.messages.slice(-most), hasMoreBefore: true }
    : { ...window, messages: window.messages.slice(0, most), hasMoreAfter: true };
}

function isBeyond(window: ChannelWindow, message: Message): boolean {
  const first = window.messages[0];
  return window.hasMoreBefore && (first === undefined || message.createdAt < first.createdAt);
}

// What a deletion leaves stands in a timeline only for the replies to it [M4].
function isEmptied({ deletedAt, replyCount }: Message): boolean {
  return deletedAt !== undefined && replyCount === undefined;
}

function isGone(message: Message, tombstones: ReadonlyMap<string, number>): boolean {
  return (tombstones.get(message.id) ?? 0) > message.rev;
}

function foldEach(messages: readonly Message[], event: Event): readonly Message[] {
  const ids = touched(event);
  if (ids.length === 0) return messages;
  let changed = false;
  const folded: Message[] = [];
  for (const message of messages) {
    const after = ids.includes(message.id) ? foldMessage(message, event) : message;
    if (after !== message) changed = true;
    if (after) folded.push(after);
  }
  return changed ? folded : messages;
}

/** The messages that an event may change. */
function touched(event: Event): string[] {
  switch (event.type) {
    case 'message.posted':
      return event.data.message.threadRoot ? [event.data.message.threadRoot] : [];
    case 'message.edited':
      return [event.data.message.id];
    case 'message.deleted':
      return event.data.threadRoot ? [event.data.message, event.data.threadRoot] : [event.data.message];
    case 'reaction.added':
    case 'reaction.removed':
    case 'message.pinned':
    case 'message.unpinned':
    case 'message.acknowledged':
    case 'poll.voted':
    case 'poll.counted':
    case 'poll.closed':
      return [event.data.message];
    default:
      return [];
  }
}

function inserted(messages: readonly Message[], message: Message): readonly Message[] {
  const last = messages.at(-1);
  if (!last || last.createdAt < message.createdAt) return [...messages, message];
  if (messages.some((one) => one.id === message.id)) return messages;
  const at = messages.findIndex((one) => one.createdAt > message.createdAt);
  return [...messages.slice(0, at), message, ...messages.slice(at)];
}
