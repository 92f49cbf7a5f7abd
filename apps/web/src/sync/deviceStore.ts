import type { ClientStorage } from '@roost/client/ports';
import type { DraftStore, Unsynced } from './draftBook.ts';
import { deleteDatabase, openDatabase, readAll, write } from './indexedDb.ts';

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

const prefix = 'roost.account.';

/** Opens the store of an account. Rejects where the browser keeps nothing (some private modes); use `forgetfulStore` then. */
export async function openDeviceStore(account: string): Promise<DeviceStore> {
  const name = prefix + account;
  const database = await openDatabase(name, ['client', 'drafts']);
  const later = laterDrafts(name);
  return {
    client: {
      entries: (start) => readAll(database, 'client', IDBKeyRange.bound(start, `${start}\uffff`)),
      set: (key, value) => write(database, 'client', (table) => table.put(value, key)),
      delete: (key) => write(database, 'client', (table) => table.delete(key)),
      clear: () => write(database, 'client', (table) => table.clear()),
    },
    drafts: {
      async readDrafts() {
        for (const [key, draft] of later.take())
          await (isNothing(draft) ? dropDraft(key, null) : writeDraft(key, draft));
        const kept = await readAll(database, 'drafts');
        return new Map(kept.map(([key, draft]): [string, Unsynced] => [key, toUnsynced(draft)]));
      },
      writeDraft,
      dropDraft,
      keepForLater: later.keep,
    },
    close: () => database.close(),
    async wipe() {
      later.take();
      database.close();
      await deleteDatabase(name);
    },
  };

  function writeDraft(key: string, draft: Unsynced): Promise<void> {
    return write(database, 'drafts', (table) => table.put(draft, key));
  }

  function dropDraft(key: string, text: string | null): Promise<void> {
    return write(database, 'drafts', (table) => {
      const reading: IDBRequest<unknown> = table.get(key);
      reading.onsuccess = () => {
        const isMeant = text === null || (reading.result !== undefined && toUnsynced(reading.result).text === text);
        if (isMeant) table.delete(key);
      };
    });
  }
}

/** Nothing is written, and nothing is to be taken away. */
const isNothing = ({ text, quote, base }: Unsynced): boolean => text === '' && !quote && base === 0;

/** A page of before wrote the text alone. */
function toUnsynced(stored: unknown): Unsynced {
  return typeof stored === 'string' ? { text: stored, base: 0 } : (stored as Unsynced);
}

/** Deletes what earlier accounts left on this device. */
export async function wipeOthers(account: string): Promise<void> {
  if (!indexedDB.databases) return;
  const names = (await indexedDB.databases()).map((one) => one.name ?? '');
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== prefix + account).map((name) => deleteDatabase(name)),
  );
}

/** For browsers that keep nothing: works, and forgets with the page. */
export function forgetfulStore(): DeviceStore {
  const kept = new Map<string, unknown>();
  const drafts = new Map<string, Unsynced>();
  return {
    client: {
      entries: async (start) => [...kept].filter(([key]) => key.startsWith(start)),
      set: async (key, value) => void kept.set(key, value),
      delete: async (key) => void kept.delete(key),
      clear: async () => kept.clear(),
    },
    drafts: {
      readDrafts: async () => new Map(drafts),
      writeDraft: async (key, draft) => void drafts.set(key, draft),
      dropDraft: async (key) => void drafts.delete(key),
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
    keep(drafts: ReadonlyMap<string, Unsynced>) {
      try {
        if (drafts.size > 0) localStorage.setItem(key, JSON.stringify([...drafts]));
        else localStorage.removeItem(key);
      } catch {
        // Full or forbidden: the write to the database that goes along may still make it.
      }
    },
    take(): ReadonlyMap<string, Unsynced> {
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

function isPair(value: unknown): value is [string, Unsynced] {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[0] !== 'string') return false;
  const { text, base } = Object(value[1]) as Partial<Unsynced>;
  return typeof text === 'string' && typeof base === 'number';
}
