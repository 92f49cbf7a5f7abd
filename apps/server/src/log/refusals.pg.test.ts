import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { list } from '../storage/columns.ts';
import { part } from '../storage/part.ts';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { GuardReader, Log } from './item.ts';
import {
  ADA,
  heardFrom,
  item,
  key,
  makeChannels,
  messages,
  openTestLog,
  OTHER_TEAM,
  posting,
  seqsOf,
  TEAM,
} from './testLog.ts';

/** Whether a message is there. */
const liveMessages: GuardReader = {
  kind: 'message',
  read: (ids) =>
    part`select id, case when deleted_at is null then 'live' else 'deleted' end as state from message where id = any(${list(ids)}::text[])`,
};

let database: TestDatabase;
let log: Log;
let other: Log;

beforeAll(async () => {
  database = await freshDatabase();
  log = await openTestLog(database.url, database.sql, { projections: [messages], guards: [liveMessages] });
  other = await openTestLog(database.url, database.sql, { projections: [messages], guards: [liveMessages] });
});
beforeEach(async () => {
  await database.sql`truncate stream, event, command_key, message, channel`;
  await database.sql`insert into stream (id, epoch) values (${TEAM}, 'e'), (${OTHER_TEAM}, 'e')`;
  await makeChannels(database.sql);
});
afterAll(async () => {
  await Promise.all([log.close(), other.close()]);
  await database.drop();
});

const stored = async () => (await database.sql<[{ n: number }]>`select count(*)::int as n from event`)[0].n;

describe('idempotency', () => {
  it('[O4] answers the same key with the first event and the kept result, for ever', async () => {
    const first = await log.append(item([posting()], { key: key('k'), keep: (events) => ({ seq: events[0]!.seq }) }));
    const again = await other.append(item([posting()], { key: key('k') }));
    const event = first.type === 'committed' ? first.events[0]! : null;
    expect(again).toMatchObject({ type: 'repeated', kept: { seq: 1 }, event: { seq: 1, data: event!.data } });
    expect(await log.lookup(key('k'))).toEqual(again);
    expect(await stored()).toBe(1);
  });

  it('[O4] keeps nothing twice when the answer follows from the event', async () => {
    await log.append(item([posting()], { key: key('k') }));
    expect(await log.append(item([posting()], { key: key('k') }))).toMatchObject({ type: 'repeated', kept: null });
    expect(await database.sql`select result from command_key`).toEqual([{ result: null }]);
  });

  it('[O4] lets equal keys that wait together share one item', async () => {
    const keep = () => ({ answer: 'made by the first' });
    const outcomes = await Promise.all([1, 2, 3].map(() => log.append(item([posting()], { key: key('k'), keep }))));
    expect(outcomes.map(({ type }) => type)).toEqual(['committed', 'repeated', 'repeated']);
    expect(outcomes[2]).toMatchObject({ event: { seq: 1 }, kept: { answer: 'made by the first' } });
    expect(await stored()).toBe(1);
  });

  it('[O4] takes effect once when two servers get the same key at once', async () => {
    for (let round = 0; round < 20; round++) {
      const outcomes = await Promise.all(
        [log, other, log, other].map((one) => one.append(item([posting()], { key: key(`k${round}`) }))),
      );
      expect(outcomes.map(({ type }) => type).sort()).toEqual(['committed', 'repeated', 'repeated', 'repeated']);
    }
    expect(await stored()).toBe(20);
  });

  it('[O5] refuses the same key with other arguments, whether it waits, is stored or goes to another stream', async () => {
    const [, waiting] = await Promise.all([
      log.append(item([posting()], { key: key('k') })),
      log.append(item([posting()], { key: key('k', 'other arguments') })),
    ]);
    const conflict = { type: 'conflict', reason: 'key' };
    expect(waiting).toEqual(conflict);
    expect(await other.append(item([posting({ stream: OTHER_TEAM })], { key: key('k', 'other arguments') }))).toEqual(
      conflict,
    );
    expect(await log.lookup(key('k', 'other arguments'))).toEqual(conflict);
    expect(await stored()).toBe(1);
  });

  it('[O4] takes effect once when two servers get the same key for different streams at once', async () => {
    for (let round = 0; round < 30; round++) {
      const outcomes = await Promise.all([
        log.append(item([posting()], { key: key(`k${round}`, 'here') })),
        other.append(item([posting({ stream: OTHER_TEAM })], { key: key(`k${round}`, round % 2 ? 'here' : 'there') })),
      ]);
      const second = outcomes.find(({ type }) => type !== 'committed');
      expect(second).toMatchObject(round % 2 ? { type: 'repeated' } : { type: 'conflict', reason: 'key' });
    }
    expect(await stored()).toBe(30);
  });

  it('tries the next one under the same key when the first was refused', async () => {
    await log.append(item([posting({ rules: true })]));
    const [stale, fresh] = await Promise.all([
      log.append(item([posting()], { key: key('k'), checked: [{ stream: TEAM, rulesRev: 0 }] })),
      log.append(item([posting()], { key: key('k'), checked: [{ stream: TEAM, rulesRev: 1 }] })),
    ]);
    expect([stale.type, seqsOf(fresh)]).toEqual(['stale', [2]]);
  });

  it('knows nothing of a key that never took effect', async () => {
    expect(await log.lookup(key('never'))).toBeNull();
  });
});

describe('items whose check no longer holds', () => {
  it('[L3] gives no position to an item that was checked against older rules', async () => {
    await log.append(item([posting({ rules: true })]));
    const checked = [{ stream: TEAM, rulesRev: 0 }];
    const [stale, elsewhere, next] = await Promise.all([
      log.append(item([posting()], { checked })),
      log.append(item([posting({ stream: OTHER_TEAM })], { checked })),
      log.append(item([posting()], { checked: [{ stream: TEAM, rulesRev: 1 }] })),
    ]);
    expect([stale, elsewhere]).toEqual([{ type: 'stale' }, { type: 'stale' }]);
    expect(seqsOf(next)).toEqual([2]);
  });

  it('[L3] never lets an item share a transaction with an earlier one that changes its rules', async () => {
    const checked = [{ stream: TEAM, rulesRev: 0 }];
    const outcomes = await Promise.all([
      log.append(item([posting()], { checked })),
      log.append(item([posting({ rules: true })], { checked })),
      log.append(item([posting()], { checked })),
      log.append(item([posting({ stream: OTHER_TEAM })], { checked })),
    ]);
    expect(outcomes.map(({ type }) => type)).toEqual(['committed', 'committed', 'stale', 'stale']);
  });

  it('[L3] gives no position to an item whose guarded state differs, be it gone or new', async () => {
    const id = 'M000000000000000A';
    const guarded = (is: string) => log.append(item([posting()], { guards: [{ kind: 'message', id, is }] }));
    expect((await guarded('live')).type).toBe('stale');
    expect(seqsOf(await guarded(''))).toEqual([1]);
    await log.append(item([posting({ id })]));
    expect(seqsOf(await guarded('live'))).toEqual([3]);
    await database.sql`update message set deleted_at = 1 where id = ${id}`;
    expect((await guarded('live')).type).toBe('stale');
  });

  it('[L3] judges a guard after what earlier items of the queue do to the same thing', async () => {
    const id = 'M000000000000000B';
    const [posted, guarded] = await Promise.all([
      log.append(item([posting({ id })], { touches: [`message:${id}`] })),
      log.append(item([posting()], { guards: [{ kind: 'message', id, is: '' }] })),
    ]);
    expect([seqsOf(posted), guarded]).toEqual([[1], { type: 'stale' }]);
  });

  it('[L3] lets only one of two servers act on the same state', async () => {
    for (let round = 0; round < 15; round++) {
      const id = `M00000000000000C${round.toString(32).toUpperCase()}`;
      const once = (one: Log) =>
        one.append(item([posting({ id })], { guards: [{ kind: 'message', id, is: '' }], touches: [`message:${id}`] }));
      const outcomes = await Promise.all([once(log), once(other), once(log), once(other)]);
      expect(outcomes.map(({ type }) => type).sort()).toEqual(['committed', 'stale', 'stale', 'stale']);
    }
  });

  it('refuses a guard that nobody reads', async () => {
    const guards = [{ kind: 'nonsense', id: 'x', is: '' }];
    await expect(log.append(item([posting()], { guards }))).rejects.toThrow(/nonsense/);
  });
});

describe('poison', () => {
  it('[L5] finds the item that the database refuses and writes all the others, in order and without holes', async () => {
    const heard = heardFrom(log);
    const texts = Array.from({ length: 40 }, (_, i) =>
      i === 13 || i === 27 ? 'a \u0000 that no jsonb takes' : `fine ${i}`,
    );
    const results = await Promise.allSettled(texts.map((text) => log.append(item([posting({ text })]))));
    const refused = results.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []));
    expect(refused).toEqual([13, 27]);
    expect((results[13] as PromiseRejectedResult).reason).toMatchObject({ code: '22P05' });
    expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 38 }, (_, i) => i + 1));
    expect(heard.map(({ data }) => (data as { message: { text: string } }).message.text)).toEqual(
      texts.filter((text) => text.startsWith('fine')),
    );
  });

  it('[L5] answers a unique violation as a conflict that names the index, to that item only', async () => {
    await log.append(item([posting({ id: 'M000000000000000A' })]));
    const outcomes = await Promise.all([
      log.append(item([posting()])),
      log.append(item([posting({ id: 'M000000000000000A' })])),
      log.append(item([posting()])),
    ]);
    expect(outcomes.map(({ type }) => type)).toEqual(['committed', 'conflict', 'committed']);
    expect(outcomes[1]).toEqual({ type: 'conflict', reason: 'unique', constraint: 'message_pkey' });
    expect(seqsOf(outcomes[2]!)).toEqual([3]);
  });

  it('[L5] isolates an item whose data cannot be made, and code of a noun that throws', async () => {
    const broken = {
      ...posting(),
      data: () => {
        throw new Error('cannot say');
      },
    };
    const throwing = item([posting()], {
      alongside: () => {
        throw new Error('a bug');
      },
    });
    const wrongSql = item([posting()], { alongside: (tx) => [tx`insert into nowhere values (1)`] });
    const unencodable = item([posting()], {
      alongside: (tx) => [tx`update app set name = ${undefined as unknown as string}`],
    });
    const results = await Promise.allSettled(
      [item([posting()]), item([broken]), throwing, item([posting()]), wrongSql, unencodable, item([posting()])].map(
        (one) => log.append(one),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await stored()).toBe(3);
    expect((await log.heads([TEAM])).get(TEAM)!.seq).toBe(3);
  });

  it('[L2] has left nothing behind of what it refused', async () => {
    await expect(log.append(item([posting({ text: '\u0000' })], { key: key('poison') }))).rejects.toThrow();
    expect(await log.lookup(key('poison'))).toBeNull();
    expect(await database.sql`select id from message where author_id = ${ADA}`).toEqual([]);
    expect(seqsOf(await log.append(item([posting()], { key: key('poison') })))).toEqual([1]);
  });
});
