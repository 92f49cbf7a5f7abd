import { beforeEach, describe, expect, it } from 'vitest';
import { createDrafts, type Drafts, type DraftStore } from './drafts.ts';

class Timers {
  private due = new Map<number, () => void>();
  private next = 0;
  readonly after = (ms: number, run: () => void) => {
    expect(ms).toBe(250);
    const id = this.next++;
    this.due.set(id, run);
    return () => this.due.delete(id);
  };
  get waiting() {
    return this.due.size;
  }
  elapse() {
    const all = [...this.due.values()];
    this.due.clear();
    for (const run of all) run();
  }
}

class MemoryDraftStore implements DraftStore {
  readonly saved = new Map<string, string>();
  readonly kept = new Map<string, string>();
  readDrafts = async () => new Map(this.saved);
  writeDraft = async (key: string, text: string) => {
    if (text === '') this.saved.delete(key);
    else this.saved.set(key, text);
  };
  keepForLater = (drafts: ReadonlyMap<string, string>) => {
    this.kept.clear();
    for (const [key, text] of drafts) this.kept.set(key, text);
  };
}

let timers: Timers;
let store: MemoryDraftStore;
let drafts: Drafts;
beforeEach(() => {
  timers = new Timers();
  store = new MemoryDraftStore();
  drafts = createDrafts(timers.after);
});

describe('drafts', () => {
  it('are saved once, after typing has stopped', async () => {
    await drafts.load(store);
    for (const text of ['h', 'he', 'hey']) drafts.set('C1', text);
    expect(timers.waiting).toBe(1);
    expect(store.saved.size).toBe(0);
    timers.elapse();
    expect(store.saved.get('C1')).toBe('hey');
  });

  it('that were typed before the stored ones arrived win over them', async () => {
    store.saved.set('C1', 'old').set('C2', 'kept');
    drafts.set('C1', 'new');
    await drafts.load(store);
    expect(drafts.get('C1')).toBe('new');
    expect(drafts.get('C2')).toBe('kept');
    expect(store.saved.get('C1')).toBe('new');
  });

  it('that were emptied before the stored ones arrived stay empty', async () => {
    store.saved.set('C1', 'old');
    drafts.set('C1', 'n');
    drafts.set('C1', '');
    await drafts.load(store);
    expect(drafts.get('C1')).toBe('');
    expect(store.saved.has('C1')).toBe(false);
  });

  it('are written before the page goes', async () => {
    await drafts.load(store);
    drafts.set('C1', 'almost');
    drafts.flush();
    expect(store.kept.get('C1')).toBe('almost');
    expect(store.saved.get('C1')).toBe('almost');
  });

  it('that were written in time after all are not kept for the next page, where they would come back', async () => {
    await drafts.load(store);
    drafts.set('C1', 'almost');
    drafts.flush();
    await Promise.resolve();
    expect(store.saved.get('C1')).toBe('almost');
    expect(store.kept.size).toBe(0);
  });

  it('that are emptied are removed', async () => {
    store.saved.set('C1', 'old');
    await drafts.load(store);
    drafts.set('C1', '');
    timers.elapse();
    expect(store.saved.has('C1')).toBe(false);
  });

  it('stay in memory when they cannot be written, and are tried again with the next key', async () => {
    await drafts.load(store);
    const write = store.writeDraft;
    store.writeDraft = () => Promise.reject(new Error('full'));
    drafts.set('C1', 'a');
    timers.elapse();
    await Promise.resolve();
    store.writeDraft = write;
    drafts.set('C2', 'b');
    timers.elapse();
    expect(store.saved).toEqual(
      new Map([
        ['C1', 'a'],
        ['C2', 'b'],
      ]),
    );
  });

  it('of a person who signed out are forgotten', async () => {
    await drafts.load(store);
    drafts.set('C1', 'secret');
    drafts.forget();
    expect(drafts.get('C1')).toBe('');
    expect(timers.waiting).toBe(0);
  });
});
