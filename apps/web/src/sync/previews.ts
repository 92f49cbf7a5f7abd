import type { Message, Preview } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useIsLive } from './connection.ts';
import { useKnownMessage } from './messages.ts';
import { useCore, useRoostState, type RoostCore } from './roost.ts';

/** A message that is quoted (`by` which) or linked to, as it stood at `rev`. */
export interface Previewed {
  message: string;
  rev?: number | undefined;
  by?: string | undefined;
}

/**
 * What one may see of messages that stand elsewhere. Asked for together, kept for as long as the page lives, and asked for again when one of
 * them is edited or deleted while it is on the screen.
 */
class PreviewBook {
  readonly #core: RoostCore;
  readonly #answers = new Map<string, Preview | null>();
  readonly #shown = new Map<string, { item: Previewed; listeners: Set<() => void> }>();
  #wanted = new Map<string, Previewed>();

  constructor(core: RoostCore) {
    this.#core = core;
    core.roost.onEvent((event) => {
      if (event.type === 'message.edited') this.#changed(event.data.message.id);
      if (event.type === 'message.deleted') this.#changed(event.data.message);
    });
  }

  /** Undefined: not known yet. */
  read(item: Previewed): Preview | null | undefined {
    return this.#answers.get(keyOf(item));
  }

  follow(item: Previewed, listener: () => void): () => void {
    const key = keyOf(item);
    const shown = this.#shown.get(key) ?? { item, listeners: new Set() };
    this.#shown.set(key, shown);
    shown.listeners.add(listener);
    return () => {
      shown.listeners.delete(listener);
      if (shown.listeners.size === 0) this.#shown.delete(key);
    };
  }

  /** Asks, together with whatever else is wanted at the moment. */
  ask(item: Previewed): void {
    if (this.#wanted.size === 0) queueMicrotask(() => this.#askAll());
    this.#wanted.set(keyOf(item), item);
  }

  #askAll(): void {
    const all = [...this.#wanted.values()];
    this.#wanted = new Map();
    for (let i = 0; i < all.length; i += limits.previews) this.#askFor(all.slice(i, i + limits.previews));
  }

  #askFor(items: readonly Previewed[]): void {
    const asked = items.map(({ message, rev, by }) => ({
      message,
      ...(rev !== undefined && { rev }),
      ...(by !== undefined && { by }),
    }));
    this.#core.roost.query('message.previews', { items: asked }).then(
      ({ previews }) => {
        for (const [i, item] of items.entries()) this.#set(keyOf(item), previews[i] ?? null);
      },
      () => {}, // asked again with the next connection
    );
  }

  #set(key: string, preview: Preview | null): void {
    this.#answers.set(key, preview);
    for (const listener of this.#shown.get(key)?.listeners ?? []) listener();
  }

  #changed(message: string): void {
    for (const key of [...this.#answers.keys()].filter((one) => one.startsWith(message))) {
      const shown = this.#shown.get(key);
      if (shown) this.ask(shown.item);
      else this.#answers.delete(key);
    }
  }
}

const keyOf = ({ message, rev, by }: Previewed): string => `${message} ${rev ?? ''} ${by ?? ''}`;

const books = new WeakMap<RoostCore, PreviewBook>();

function bookOf(core: RoostCore): PreviewBook {
  let book = books.get(core);
  if (!book) books.set(core, (book = new PreviewBook(core)));
  return book;
}

/** What one may see of a message; null: nothing; undefined: not known yet. What is on the screen anyway need not be asked for. */
export function usePreview({ message, rev, by }: Previewed): Preview | null | undefined {
  const core = useCore();
  const book = bookOf(core);
  const item = useMemo(() => ({ message, rev, by }), [message, rev, by]);
  const known = useKnownMessage(message);
  const answer = useSyncExternalStore(
    useMemo(() => (listener: () => void) => book.follow(item, listener), [book, item]),
    () => book.read(item),
  );
  const isLive = useIsLive();
  const isFresh = useRoostState(({ replica }) =>
    [...replica.workspaces.values()].every((one) => one.freshness === 'live'),
  );
  const isHere = known !== undefined && isAllThereIs(known, rev);
  useEffect(() => {
    if (isLive && !isHere) book.ask(item);
  }, [book, item, isLive, isFresh, isHere]);
  return useMemo(() => withKnown(answer, known, isHere), [answer, known, isHere]);
}

/** One that was never edited says what it said. */
function isAllThereIs(message: Message, rev: number | undefined): boolean {
  return message.deletedAt !== undefined || rev === undefined || message.editedAt === undefined;
}

function withKnown(
  answer: Preview | null | undefined,
  known: Message | undefined,
  isHere: boolean,
): Preview | null | undefined {
  if (!known) return answer;
  if (known.deletedAt) return { state: 'gone' };
  if (isHere) return { state: 'live', message: known };
  return answer?.state === 'live' && known.rev >= answer.message.rev ? { ...answer, message: known } : answer;
}
