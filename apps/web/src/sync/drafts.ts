import { useCallback, useSyncExternalStore } from 'react';
import { useCore } from './roost.ts';

/**
 * Half-written texts, by place (`channelId`, or `channelId/rootId` for a thread, or `editDraft`).
 * Guarantees: what was typed is in memory at once, on disk 250 ms after the last key and when the page hides; what is
 * typed before the stored drafts arrive wins over them. One writer per tab; the last tab to write a place wins.
 */
export interface Drafts {
  get(key: string): string;
  count(): number;
  set(key: string, text: string): void;
  subscribe(listener: () => void): () => void;
  /** Takes up what was stored for the person who is signed in now. */
  load(store: DraftStore): Promise<void>;
  /** Writes what waits, now. */
  flush(): void;
  /** Forgets everything, as on sign-out; the store is wiped by its owner. */
  forget(): void;
}

export interface DraftStore {
  readDrafts(): Promise<ReadonlyMap<string, string>>;
  /** An empty text removes the draft. */
  writeDraft(key: string, text: string): Promise<void>;
  /**
   * Survives the end of the page: writes before it returns. For what had no time to be written otherwise; replaces what was kept
   * before, so that nothing old comes back over what is newer.
   */
  keepForLater(drafts: ReadonlyMap<string, string>): void;
}

export type After = (ms: number, run: () => void) => () => void;

const saveAfterMs = 250;
const realAfter: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

export function createDrafts(after: After = realAfter): Drafts {
  return new DraftBook(after);
}

class DraftBook implements Drafts {
  #texts: ReadonlyMap<string, string> = new Map();
  #store: DraftStore | null = null;
  #cancel: (() => void) | null = null;
  #keeps = false;
  readonly #unsaved = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #after: After;

  constructor(after: After) {
    this.#after = after;
  }

  readonly get = (key: string): string => this.#texts.get(key) ?? '';

  readonly count = (): number => [...this.#texts.values()].filter((text) => text.trim() !== '').length;

  set(key: string, text: string): void {
    if (this.get(key) === text) return;
    const texts = new Map(this.#texts);
    if (text === '') texts.delete(key);
    else texts.set(key, text);
    this.#unsaved.add(key);
    this.#cancel?.();
    this.#cancel = this.#after(saveAfterMs, () => this.#save());
    this.#publish(texts);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async load(store: DraftStore): Promise<void> {
    const merged = new Map(await store.readDrafts());
    this.#store = store;
    for (const key of this.#unsaved) merged.delete(key);
    this.#publish(new Map([...merged, ...this.#texts]));
    if (this.#unsaved.size > 0) this.#save();
  }

  readonly flush = (): void => {
    if (this.#unsaved.size === 0) return;
    this.#keeps = true;
    this.#store?.keepForLater(new Map([...this.#unsaved].map((key) => [key, this.get(key)])));
    this.#save();
  };

  forget(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#unsaved.clear();
    this.#store = null;
    this.#publish(new Map());
  }

  #publish(texts: ReadonlyMap<string, string>): void {
    this.#texts = texts;
    for (const listener of this.#listeners) listener();
  }

  #save(): void {
    this.#cancel?.();
    this.#cancel = null;
    for (const key of this.#unsaved) {
      const text = this.get(key);
      // A failed write (a full disk, private browsing) leaves the text in memory, where the person sees it.
      this.#store?.writeDraft(key, text).then(
        () => this.get(key) === text && this.#saved(key),
        () => {},
      );
    }
  }

  #saved(key: string): void {
    this.#unsaved.delete(key);
    if (!this.#keeps || this.#unsaved.size > 0) return;
    this.#keeps = false;
    this.#store?.keepForLater(new Map());
  }
}

/** The place of a message's new text while it is edited. */
export const editDraft = (messageId: string): string => `edit/${messageId}`;

/** A place's draft and how to change it. */
export function useDraft(key: string): [text: string, setText: (text: string) => void] {
  const { drafts } = useCore();
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(key));
  return [text, useSetDraft(key)];
}

function useSetDraft(key: string): (text: string) => void {
  const { drafts } = useCore();
  return useCallback((text) => drafts.set(key, text), [drafts, key]);
}

/** Puts a text into a place, before what is being written there. */
export function usePutBack(key: string): (text: string) => void {
  const { drafts } = useCore();
  return useCallback((text) => drafts.set(key, [text, drafts.get(key)].filter(Boolean).join('\n')), [drafts, key]);
}

/** How many texts are half-written. */
export function useDraftCount(): number {
  const { drafts } = useCore();
  return useSyncExternalStore(drafts.subscribe, drafts.count);
}

/** Whether something is half-written in a channel. */
export function useHasDraft(channelId: string): boolean {
  const { drafts } = useCore();
  return useSyncExternalStore(drafts.subscribe, () => drafts.get(channelId).trim() !== '');
}
