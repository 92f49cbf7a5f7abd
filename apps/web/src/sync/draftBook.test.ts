import { RequestRejected } from '@roost/client/rejected';
import type { Draft } from '@roost/protocol/entities';
import { timings } from '@roost/protocol/limits';
import type { Args } from '@roost/protocol/registry';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDrafts, editDraft, type Drafts, type DraftServer, type DraftStore, type Unsynced } from './draftBook.ts';

class Timers {
  now = 0;
  private due = new Map<number, { at: number; run: () => void }>();
  private next = 0;
  readonly after = (ms: number, run: () => void) => {
    const id = this.next++;
    this.due.set(id, { at: this.now + ms, run });
    return () => this.due.delete(id);
  };
  get waiting() {
    return this.due.size;
  }
  async elapse(ms: number) {
    this.now += ms;
    for (const [id, { at, run }] of [...this.due].sort(([, a], [, b]) => a.at - b.at)) {
      if (at > this.now || !this.due.delete(id)) continue;
      run();
      await settled();
    }
    await settled();
  }
}

/** Lets promises that are kept already run on. */
async function settled() {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

const over = (text: string, base = 0): Unsynced => ({ text, base });

class MemoryDraftStore implements DraftStore {
  readonly saved = new Map<string, Unsynced>();
  readonly kept = new Map<string, Unsynced>();
  readDrafts = async () => new Map(this.saved);
  writeDraft = async (key: string, draft: Unsynced) => void this.saved.set(key, draft);
  dropDraft = async (key: string, text: string | null) => {
    if (text === null || this.saved.get(key)?.text === text) this.saved.delete(key);
  };
  keepForLater = (drafts: ReadonlyMap<string, Unsynced>) => {
    this.kept.clear();
    for (const [key, draft] of drafts) this.kept.set(key, draft);
  };
}

/** Takes every writing as the newest. */
class FakeServer implements DraftServer {
  drafts = new Map<string, Draft>();
  asked: Args<'draft.write'>[] = [];
  live = true;
  refusal: RequestRejected | null = null;
  #rev = 0;
  all = () => [this.drafts];
  find = (key: string) => this.drafts.get(key);
  isLive = () => this.live;
  write = async (writing: Args<'draft.write'>) => {
    this.asked.push(writing);
    if (this.refusal) throw this.refusal;
    return this.put(writing.channel, writing.text, [], writing.quote);
  };
  put(channel: string, text: string, others: Draft['others'] = [], quote?: Draft['quote']): Draft {
    const at = '2026-11-21T10:00:00.000000Z';
    const rev = ++this.#rev;
    const draft: Draft = {
      channel,
      text,
      ...(quote && { quote }),
      rev,
      written: rev,
      at,
      by: 'S01JD3ZK5Q8XG7TRT',
      others,
    };
    this.drafts = new Map(this.drafts).set(channel, draft);
    return draft;
  }
}

let timers: Timers;
let store: MemoryDraftStore;
let server: FakeServer;
let drafts: Drafts;
beforeEach(() => {
  timers = new Timers();
  store = new MemoryDraftStore();
  server = new FakeServer();
  drafts = createDrafts({ after: timers.after, server });
});

describe('drafts on this device', () => {
  beforeEach(() => {
    server.live = false;
  });

  it('are saved once, after typing has stopped', async () => {
    await drafts.load(store);
    for (const text of ['h', 'he', 'hey']) drafts.set('C1', text);
    expect(store.saved.size).toBe(0);
    await timers.elapse(250);
    expect(store.saved.get('C1')).toEqual(over('hey'));
  });

  it('that were typed before the stored ones arrived win over them', async () => {
    store.saved.set('C1', over('old')).set('C2', over('kept'));
    drafts.set('C1', 'new');
    await drafts.load(store);
    expect([drafts.get('C1'), drafts.get('C2')]).toEqual(['new', 'kept']);
    expect(store.saved.get('C1')).toEqual(over('new'));
  });

  it('that were emptied before the stored ones arrived stay empty', async () => {
    store.saved.set('C1', over('old'));
    drafts.set('C1', 'n');
    drafts.set('C1', '');
    await drafts.load(store);
    expect([drafts.get('C1'), store.saved.get('C1')]).toEqual(['', over('')]);
  });

  it('are written before the page goes', async () => {
    await drafts.load(store);
    drafts.set('C1', 'almost');
    drafts.flush();
    expect(store.kept.get('C1')).toEqual(over('almost'));
    expect(store.saved.get('C1')).toEqual(over('almost'));
  });

  it('that were written in time after all are not kept for the next page, where they would come back', async () => {
    await drafts.load(store);
    drafts.set('C1', 'almost');
    drafts.flush();
    await settled();
    expect(store.saved.get('C1')).toEqual(over('almost'));
    expect(store.kept.size).toBe(0);
  });

  it('that are emptied are removed, new texts of messages too', async () => {
    await drafts.load(store);
    for (const key of ['C1', editDraft('M1')]) {
      drafts.set(key, 'old');
      await timers.elapse(250);
      expect(store.saved.has(key)).toBe(true);
      drafts.set(key, '');
      await timers.elapse(250);
      expect(store.saved.has(key)).toBe(false);
    }
    expect(drafts.count()).toBe(0);
  });

  it('stay in memory when they cannot be written, and are tried again with the next key', async () => {
    await drafts.load(store);
    const write = store.writeDraft;
    store.writeDraft = () => Promise.reject(new Error('full'));
    drafts.set('C1', 'a');
    await timers.elapse(250);
    store.writeDraft = write;
    drafts.set('C2', 'b');
    await timers.elapse(250);
    expect([...store.saved]).toEqual([
      ['C1', over('a')],
      ['C2', over('b')],
    ]);
  });

  it('of a person who signed out are forgotten', async () => {
    await drafts.load(store);
    drafts.set('C1', 'secret');
    drafts.forget();
    expect(drafts.get('C1')).toBe('');
    expect(timers.waiting).toBe(0);
  });
});

describe('[D2] drafts of all devices', () => {
  beforeEach(() => drafts.load(store));

  it('go to the server when typing has stopped for three seconds, and then are not this device’s alone any more', async () => {
    for (const text of ['h', 'he', 'hey']) drafts.set('C1', text);
    await timers.elapse(timings.draftAfter - 1);
    expect(server.asked).toEqual([]);
    expect(drafts.count()).toBe(1);
    await timers.elapse(1);
    expect(server.asked).toMatchObject([{ channel: 'C1', text: 'hey', base: 0 }]);
    expect([drafts.get('C1'), drafts.count(), store.saved.size]).toEqual(['hey', 0, 0]);
  });

  it('[D3] go there every fifteen seconds while somebody types on and on, and not with every key', async () => {
    for (let second = 0; second < 60; second++) {
      drafts.set('C1', 'x'.repeat(second + 1));
      await timers.elapse(1_000);
    }
    expect(server.asked).toHaveLength(4);
  });

  it('of messages that are sent at once never go there', async () => {
    drafts.set('C1', 'short');
    drafts.set('C1', '');
    await timers.elapse(60_000);
    expect([server.asked, store.saved.size]).toEqual([[], 0]);
  });

  it('are taken away there at once when they are sent', async () => {
    server.put('C1', 'from the phone');
    drafts.look();
    drafts.set('C1', '');
    await timers.elapse(0);
    expect(server.asked).toMatchObject([{ channel: 'C1', text: '', base: 1 }]);
    expect(drafts.get('C1')).toBe('');
  });

  it('appear here when another device writes, but not over what is being written', async () => {
    const told: string[] = [];
    drafts.subscribe(() => told.push(drafts.get('C1')));
    server.put('C1', 'from the phone');
    drafts.look();
    expect(told).toEqual(['from the phone']);
    drafts.set('C1', 'from the phone, and here');
    server.put('C1', 'phone again');
    drafts.look();
    expect(drafts.get('C1')).toBe('from the phone, and here');
    await timers.elapse(timings.draftAfter);
    expect(server.asked.at(-1)).toMatchObject({ text: 'from the phone, and here', base: 1 });
  });

  it('that are written on while they are sent are sent again, over what was answered', async () => {
    drafts.set('C1', 'one');
    const write = server.write;
    server.write = async (writing) => {
      const answer = await write(writing);
      if (writing.text === 'one') drafts.set('C1', 'one two');
      return answer;
    };
    await timers.elapse(timings.draftAfter);
    expect(drafts.get('C1')).toBe('one two');
    await timers.elapse(timings.draftAfter);
    expect(server.asked).toMatchObject([
      { text: 'one', base: 0 },
      { text: 'one two', base: 1 },
    ]);
    expect(new Set(server.asked.map(({ by }) => by)).size).toBe(1);
    expect(drafts.count()).toBe(0);
  });

  it('[D2] go on with the quote of another device, which the server has kept', async () => {
    const quote = { message: 'M01JD3ZK5Q8XG7TRS', rev: 7 };
    drafts.set('C1', 'one');
    const write = server.write;
    server.write = async (writing) => {
      const answer = await write(writing);
      if (writing.text !== 'one') return answer;
      drafts.set('C1', 'one two');
      return { ...answer, quote };
    };
    await timers.elapse(timings.draftAfter);
    await timers.elapse(timings.draftAfter);
    expect(server.asked.at(-1)).toMatchObject({ text: 'one two', quote, base: 1 });
  });

  it('survive being offline and a reload with the place over which they were written', async () => {
    server.put('C1', 'seen');
    drafts.look();
    server.live = false;
    drafts.look();
    drafts.set('C1', 'seen, and offline');
    await timers.elapse(60_000);
    expect(server.asked).toEqual([]);
    server.put('C1', 'meanwhile elsewhere');
    const next = createDrafts({ after: timers.after, server });
    await next.load(store);
    expect(next.get('C1')).toBe('seen, and offline');
    server.live = true;
    next.look();
    await settled();
    expect(server.asked).toMatchObject([{ text: 'seen, and offline', base: 1 }]);
    expect(store.saved.size).toBe(0);
  });

  it('that the server does not take stay here and are not offered again and again', async () => {
    server.refusal = new RequestRejected({ code: 'forbidden', detail: 'no', retryable: false });
    drafts.set('C1', 'mine');
    await timers.elapse(60_000);
    expect(server.asked).toHaveLength(1);
    expect([drafts.get('C1'), store.saved.get('C1')]).toEqual(['mine', over('mine')]);
    drafts.set('C1', 'mine!');
    await timers.elapse(timings.draftAfter);
    expect(server.asked).toHaveLength(2);
  });

  it('are offered again when the server was only busy', async () => {
    server.refusal = new RequestRejected({ code: 'busy', detail: 'later', retryable: true });
    drafts.set('C1', 'mine');
    await timers.elapse(timings.draftAfter);
    server.refusal = null;
    await timers.elapse(timings.draftAfter);
    expect([server.asked.length, drafts.count()]).toEqual([2, 0]);
  });

  it('that were written over are something to look at', () => {
    server.put('C1', '', [{ text: 'the other one', at: '2026-11-21T10:00:00.000000Z' }]);
    expect([drafts.get('C1'), drafts.has('C1'), drafts.has('C2')]).toEqual(['', true, false]);
  });

  it('of messages that are edited stay on this device', async () => {
    drafts.set(editDraft('M1'), 'new words');
    await timers.elapse(60_000);
    expect([server.asked, store.saved.size]).toEqual([[], 1]);
  });

  it('goes with the message that it quotes, which is a draft by itself and is gone when both are', async () => {
    const quote = { message: 'M0000000000000001', rev: 3 };
    const timers = new Timers();
    const server = new FakeServer();
    const store = new MemoryDraftStore();
    const drafts = createDrafts({ after: timers.after, server });
    await drafts.load(store);
    drafts.set('C1', '', quote);
    expect([drafts.has('C1'), drafts.quoteOf('C1')]).toEqual([true, quote]);
    await timers.elapse(timings.draftAfter);
    expect(server.asked.map(({ text, quote: quoted }) => [text, quoted])).toEqual([['', quote]]);
    drafts.set('C1', 'I agree');
    expect(drafts.quoteOf('C1')).toEqual(quote);
    drafts.set('C1', '', null);
    await timers.elapse(timings.draftAfter);
    expect(server.asked.at(-1)).toMatchObject({ text: '' });
    expect(server.asked.at(-1)).not.toHaveProperty('quote');
    expect(drafts.has('C1')).toBe(false);
  });
});
