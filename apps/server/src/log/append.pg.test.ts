import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { Log } from './item.ts';
import { heardFrom, item, makeChannels, messages, openTestLog, OTHER_TEAM, posting, seqsOf, TEAM } from './testLog.ts';

let database: TestDatabase;
let log: Log;

beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  await database.sql`truncate stream, event, command_key, message, channel, account, app`;
  await makeChannels(database.sql);
  log = await openTestLog(database.url, database.sql, { projections: [messages] });
  return () => log.close();
});
afterAll(() => database.drop());

describe('appending', () => {
  it('[L1] numbers the events of a stream 1, 2, 3 … in the order of appending', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => log.append(item([posting()]))));
    expect(outcomes.flatMap(seqsOf)).toEqual([1, 2, 3, 4, 5]);
    const later = await log.append(item([posting(), posting({ stream: OTHER_TEAM }), posting()]));
    expect(seqsOf(later)).toEqual([6, 1, 7]);
    expect((await log.heads([TEAM])).get(TEAM)).toMatchObject({ seq: 7, rulesRev: 0, resumeFloor: 0 });
  });

  it('[L2] has stored what it answers, event and projection', async () => {
    const outcome = await log.append(item([posting({ text: 'Grüße, "quoted" \\ and {braces}' })]));
    const [stored] = await log.read({ stream: TEAM, after: 0, upTo: 1, limit: 10 });
    const [event] = outcome.type === 'committed' ? outcome.events : [];
    expect({ ...stored, json: event!.json }).toEqual(event);
    expect(JSON.parse(event!.json!)).toEqual(event!.data);
    const [{ text }] = await database.sql<[{ text: string }]>`select text from message`;
    expect(text).toBe('Grüße, "quoted" \\ and {braces}');
  });

  it('[L8] announces in order before it answers', async () => {
    const heard = heardFrom(log);
    const seen = await Promise.all([1, 2, 3].map(() => log.append(item([posting()])).then(() => heard.length)));
    expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(1);
  });

  it('[L8] goes on when the listener fails', async () => {
    log.onCommitted(() => {
      throw new Error('a bug of the listener');
    });
    expect(seqsOf(await log.append(item([posting()])))).toEqual([1]);
    expect(seqsOf(await log.append(item([posting()])))).toEqual([2]);
  });

  it('[L1] leaves no holes and no doubles when several writers append at once', async () => {
    const other = await openTestLog(database.url, database.sql, { projections: [messages] });
    const heard = [heardFrom(log), heardFrom(other)];
    const appends = Array.from({ length: 600 }, (_, i) =>
      (i % 2 === 0 ? log : other).append(item([posting({ stream: i % 3 === 0 ? OTHER_TEAM : TEAM })])),
    );
    const turns = Array.from({ length: 5 }, async () => {
      for (let i = 0; i < 40; i++) await Promise.all([log.append(item([posting()])), other.append(item([posting()]))]);
    });
    await Promise.all([...appends, ...turns]);
    await other.close();
    for (const stream of [TEAM, OTHER_TEAM]) {
      const [numbers] = await database.sql<[{ count: number; max: number }]>`
        select count(*)::int as count, max(seq) as max from event where stream = ${stream}`;
      expect(numbers.count).toBe(numbers.max);
      expect((await log.heads([stream])).get(stream)!.seq).toBe(numbers.max);
      for (const own of heard) {
        const seqs = own.filter((event) => event.stream === stream).map(({ seq }) => seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      }
      const all = heard.flatMap((own) => own.filter((event) => event.stream === stream).map(({ seq }) => seq));
      expect(new Set(all).size).toBe(numbers.max);
    }
  });

  it('[L1] shows readers no hole while writers are at work', async () => {
    const other = await openTestLog(database.url, database.sql, { projections: [messages] });
    let done = false;
    const writing = Promise.all(
      [log, other].map(async (writer) => {
        for (let i = 0; i < 60; i++) await Promise.all([1, 2, 3].map(() => writer.append(item([posting()]))));
      }),
    ).then(() => (done = true));
    while (!done) {
      const { seq } = (await log.heads([TEAM])).get(TEAM) ?? { seq: 0 };
      const seen = await log.read({ stream: TEAM, after: 0, upTo: seq, limit: 10_000 });
      expect(seen.map((event) => event.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    }
    await writing;
    await other.close();
  });

  it('[L4] lets an item take effect in all its streams or in none', async () => {
    const spanning = item([posting(), posting({ stream: OTHER_TEAM })], {
      alongside: (tx) => [
        tx`insert into account (id, email, name, password_hash, created_at) values ('A1', 'a', '', '', null)`,
      ],
    });
    const before = log.append(item([posting()]));
    const failing = log.append(spanning);
    const after = log.append(item([posting({ stream: OTHER_TEAM })]));
    await expect(failing).rejects.toThrow(/null value/);
    expect([seqsOf(await before), seqsOf(await after)]).toEqual([[1], [1]]);
    expect(await database.sql`select * from account`).toEqual([]);
  });

  it('writes rows alongside in the same transaction', async () => {
    await log.append(
      item([posting()], {
        alongside: (tx) => [
          tx`insert into app (id, name, account_id, created_at) values ('B1', 'a bot', 'A1', 0)`,
          tx`update app set name = ${'the bot'} where id = 'B1'`,
        ],
      }),
    );
    expect(await database.sql`select name from app`).toEqual([{ name: 'the bot' }]);
  });

  it('keeps `rulesRev` at the last event that changed the rules', async () => {
    await log.append(item([posting(), posting({ rules: true }), posting()]));
    expect((await log.heads([TEAM])).get(TEAM)).toMatchObject({ seq: 3, rulesRev: 2 });
  });

  it('refuses as busy what does not fit into the queue, and only that', async () => {
    const small = await openTestLog(database.url, database.sql, { limits: { waiting: 10 } });
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => small.append(item([posting()]))));
    expect(results.map(({ status }) => status)).toEqual([...Array(10).fill('fulfilled'), 'rejected', 'rejected']);
    expect((results[11] as PromiseRejectedResult).reason).toMatchObject({ code: 'busy' });
    expect(seqsOf(await small.append(item([posting()])))).toEqual([11]);
    await small.close();
  });

  it('writes what is waiting before it closes, and then refuses', async () => {
    let settled = 0;
    const waiting = Array.from({ length: 700 }, () => log.append(item([posting()])).finally(() => settled++));
    await log.close();
    expect(settled).toBe(700);
    expect((await Promise.all(waiting)).flatMap(seqsOf).at(-1)).toBe(700);
    await expect(log.append(item([posting()]))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('gives new streams an epoch before their first event, once', async () => {
    await log.ensureStreams([TEAM, OTHER_TEAM]);
    const first = await log.heads([TEAM, OTHER_TEAM, 'T0000000000000009']);
    await log.ensureStreams([TEAM]);
    await log.append(item([posting()]));
    expect([...first.keys()].sort()).toEqual([TEAM, OTHER_TEAM]);
    expect(first.get(TEAM)!.epoch).toMatch(/^[0-9a-z]{1,32}$/);
    expect((await log.heads([TEAM])).get(TEAM)!.epoch).toBe(first.get(TEAM)!.epoch);
  });

  it('makes streams anew that vanish under its feet', async () => {
    await log.append(item([posting()]));
    await database.sql`truncate stream, event`;
    expect(seqsOf(await log.append(item([posting()])))).toEqual([1]);
  });
});
