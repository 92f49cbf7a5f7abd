import type { ClientStorage } from '@roost/client/ports';
import { deleteDB, openDB, type DBSchema } from 'idb';
import type { DraftStore } from './drafts.ts';

/**
 * What this device keeps of one account: the client's replica and outbox, and drafts.
 * Guarantees: one database per account, so nothing of one is ever shown to another; all of it is gone after `wipe`.
 */
export interface DeviceStore {
  client: ClientStorage;
  drafts: DraftStore;
  close(): void;
  wipe(): Promise<void>;
}

interface Tables extends DBSchema {
  client: { key: string; value: unknown };
  drafts: { key: string; value: string };
}

const prefix = 'roost.account.';

/** Opens the store of an account. Rejects where the browser keeps nothing (some private modes); use `forgetfulStore` then. */
export async function openDeviceStore(account: string): Promise<DeviceStore> {
  const name = prefix + account;
  const database = await openDB<Tables>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('client');
      fresh.createObjectStore('drafts');
    },
    // Another tab signs out and deletes the database: let it.
    blocking: () => database.close(),
  });
  const later = laterDrafts(name);
  return {
    client: {
      async entries(start) {
        const range = IDBKeyRange.bound(start, `${start}\uffff`);
        const tx = database.transaction('client');
        const [keys, values] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range)]);
        return keys.map((key, at) => [key, values[at]]);
      },
      set: async (key, value) => void (await database.put('client', value, key)),
      delete: (key) => database.delete('client', key),
      clear: () => database.clear('client'),
    },
    drafts: {
      async readDrafts() {
        for (const [key, text] of later.take()) await writeDraft(key, text);
        const tx = database.transaction('drafts');
        const [keys, texts] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
        return new Map(keys.map((key, at) => [key, texts[at]!]));
      },
      writeDraft,
      keepForLater: later.keep,
    },
    close: () => database.close(),
    async wipe() {
      later.take();
      database.close();
      await deleteDB(name);
    },
  };

  async function writeDraft(key: string, text: string): Promise<void> {
    if (text === '') await database.delete('drafts', key);
    else await database.put('drafts', text, key);
  }
}

/** Deletes what earlier accounts left on this device. */
export async function wipeOthers(account: string): Promise<void> {
  if (!indexedDB.databases) return;
  const names = (await indexedDB.databases()).map((one) => one.name ?? '');
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== prefix + account).map((name) => deleteDB(name)),
  );
}

/** For browsers that keep nothing: works, and forgets with the page. */
export function forgetfulStore(): DeviceStore {
  const kept = new Map<string, unknown>();
  const drafts = new Map<string, string>();
  return {
    client: {
      entries: async (start) => [...kept].filter(([key]) => key.startsWith(start)),
      set: async (key, value) => void kept.set(key, value),
      delete: async (key) => void kept.delete(key),
      clear: async () => kept.clear(),
    },
    drafts: {
      readDrafts: async () => new Map(drafts),
      writeDraft: async (key, text) => void drafts.set(key, text),
      keepForLater: () => {},
    },
    close: () => {},
    wipe: async () => {
      kept.clear();
      drafts.clear();
    },
  };
}

/** Drafts that the page had no time to write to the database: `localStorage` is written before the call returns. */
function laterDrafts(name: string) {
  const key = `${name}.drafts`;
  return {
    keep(drafts: ReadonlyMap<string, string>) {
      try {
        localStorage.setItem(key, JSON.stringify([...drafts]));
      } catch {
        // Full or forbidden: the write to the database that goes along may still make it.
      }
    },
    take(): ReadonlyMap<string, string> {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
        localStorage.removeItem(key);
        return new Map((Array.isArray(kept) ? kept : []).filter(isPair));
      } catch {
        return new Map();
      }
    },
  };
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}
