import type { Message } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { foldMessage } from './messages.ts';
import type { MessageWindow, ThreadWindow } from './types.ts';

// Contiguous runs of messages. Pages and live events meet here: a page may be older or newer than what the stream has told, so
// each message goes by its own rev, and what was deleted stays deleted.

/** A page as the server answers it. */
export interface Page {
  messages: readonly Message[];
  seq: number;
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

export const emptyWindow: MessageWindow = {
  messages: [],
  hasMoreBefore: true,
  hasMoreAfter: false,
  seq: 0,
  status: 'loading',
  loading: null,
};

/** The timeline after an event of its channel. Same object when nothing changed. */
export function foldWindow<W extends MessageWindow>(window: W, event: Event, belongs: (message: Message) => boolean): W {
  let messages = foldEach(window.messages, event);
  if (event.type === 'message.posted' && !window.hasMoreAfter && window.status === 'ready') {
    const { message } = event.data;
    if (belongs(message)) messages = inserted(messages, message);
  }
  return messages === window.messages ? window : { ...window, messages };
}

/** Whether a message stands in a channel's timeline. */
export const inTimeline = (message: Message): boolean => !message.threadRoot;

/** The replies and their root after an event of their channel. */
export function foldThread(thread: ThreadWindow, rootId: string, event: Event): ThreadWindow {
  const folded = foldWindow(thread, event, (message) => message.threadRoot === rootId);
  const root = thread.root && foldMessage(thread.root, event);
  return root === thread.root ? folded : { ...folded, root };
}

/** Where a page goes: instead of everything, or at one end of what is there. */
export type PagePlace = 'replace' | 'before' | 'after';

/**
 * The window with a page in it. `deleted` knows what has gone since; `recent` are events that the page may not have seen.
 */
export function withPage<W extends MessageWindow>(window: W, page: Page, place: PagePlace, deleted: ReadonlyMap<string, number>): W {
  const alive = page.messages.filter((message) => (deleted.get(message.id) ?? 0) <= message.rev);
  const known = new Map(window.messages.map((message) => [message.id, message]));
  const newest = alive.map((message) => {
    const mine = known.get(message.id);
    return mine && mine.rev >= message.rev ? mine : message;
  });
  const seq = place === 'replace' ? page.seq : Math.min(window.seq, page.seq);
  const done = { ...window, status: 'ready' as const, loading: null, seq };
  if (place === 'replace') return { ...done, messages: newest, hasMoreBefore: page.hasMoreBefore, hasMoreAfter: page.hasMoreAfter };
  const fresh = newest.filter((message) => !known.has(message.id));
  if (place === 'before') return { ...done, messages: [...fresh, ...window.messages], hasMoreBefore: page.hasMoreBefore };
  return { ...done, messages: [...window.messages, ...fresh], hasMoreAfter: page.hasMoreAfter };
}

/** The window with one message as an answer told it; it may be newer or older than what is there. */
export function withAnswer<W extends MessageWindow>(window: W, message: Message, deleted: ReadonlyMap<string, number>): W {
  if ((deleted.get(message.id) ?? 0) > message.rev) return window;
  const known = window.messages.find((one) => one.id === message.id);
  if (known && known.rev >= message.rev) return window;
  if (known) return { ...window, messages: window.messages.map((one) => (one === known ? message : one)) };
  if (window.hasMoreAfter || window.status !== 'ready') return window;
  return { ...window, messages: inserted(window.messages, message) };
}

/** Keeps a window bounded by dropping the end that is far from where one reads. */
export function trimmed<W extends MessageWindow>(window: W, most: number, keep: 'oldest' | 'newest'): W {
  if (window.messages.length <= most) return window;
  return keep === 'newest'
    ? { ...window, messages: window.messages.slice(-most), hasMoreBefore: true }
    : { ...window, messages: window.messages.slice(0, most), hasMoreAfter: true };
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
