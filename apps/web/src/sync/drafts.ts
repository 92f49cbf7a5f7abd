import { useCallback, useSyncExternalStore } from 'react';
import { useCore } from './roost.ts';

/**
 * Half-written texts, by place (`channelId`, or `channelId/rootId` for a thread).
 * Guarantees: what was typed is in memory at once, on disk 250 ms after the last key and when the page hides; what is
 * typed before the stored drafts arrive wins over them. One writer per tab; the last tab to write a place wins.
 */
export interface Drafts {
  get(key: string): string;
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
  /** Survives the end of the page: writes before it returns. For what had no time to be written otherwise. */
  keepForLater(drafts: ReadonlyMap<string, string>): void;
}

export type After = (ms: number, run: () => void) => () => void;

const saveAfterMs = 250;
const realAfter: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

export function createDrafts(after: After = realAfter): Drafts {
  let texts = new Map<string, string>();
  let store: DraftStore | null = null;
  const unsaved = new Set<string>();
  const listeners = new Set<() => void>();
  let cancel: (() => void) | null = null;

  const publish = () => {
    for (const listener of listeners) listener();
  };
  const save = () => {
    cancel?.();
    cancel = null;
    if (!store) return;
    const mine = store;
    for (const key of unsaved) {
      const text = texts.get(key) ?? '';
      // A failed write (a full disk, private browsing) leaves the text in memory, where the person sees it.
      mine.writeDraft(key, text).then(
        () => (texts.get(key) ?? '') === text && unsaved.delete(key),
        () => {},
      );
    }
  };
  return {
    get: (key) => texts.get(key) ?? '',
    set(key, text) {
      if ((texts.get(key) ?? '') === text) return;
      texts = new Map(texts);
      if (text === '') texts.delete(key);
      else texts.set(key, text);
      unsaved.add(key);
      cancel?.();
      cancel = after(saveAfterMs, save);
      publish();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load(next) {
      const stored = await next.readDrafts();
      store = next;
      const merged = new Map(stored);
      for (const key of unsaved) merged.delete(key);
      texts = new Map([...merged, ...texts]);
      publish();
      if (unsaved.size > 0) save();
    },
    flush() {
      if (unsaved.size === 0) return;
      store?.keepForLater(new Map([...unsaved].map((key) => [key, texts.get(key) ?? ''])));
      save();
    },
    forget() {
      cancel?.();
      cancel = null;
      unsaved.clear();
      texts = new Map();
      store = null;
      publish();
    },
  };
}

/** A place's draft and how to change it. */
export function useDraft(key: string): [text: string, setText: (text: string) => void] {
  const { drafts } = useCore();
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(key));
  const setText = useCallback((next: string) => drafts.set(key, next), [drafts, key]);
  return [text, setText];
}

/** Whether something is half-written in a channel. */
export function useHasDraft(channelId: string): boolean {
  const { drafts } = useCore();
  return useSyncExternalStore(drafts.subscribe, () => drafts.get(channelId).trim() !== '');
}
