import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSql } from '../storage/sql.ts';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import { commit } from './burst.ts';
import { WritingConnection } from './connection.ts';
import type { Item, Log, LoggedEvent } from './item.ts';
import { fateOf } from './recovery.ts';
import type { InDoubt } from './recovery.ts';
import { heardFrom, item, key, makeChannels, messages, openTestLog, posting, seqsOf } from './testLog.ts';
import { proxyTo } from './testProxy.ts';
import type { Proxy } from './testProxy.ts';
import { Patience, realTimers } from './timers.ts';

let database: TestDatabase;
let proxy: Proxy;
let log: Log;
let heard: LoggedEvent[];

beforeAll(async () => {
  database = await freshDatabase();
  proxy = await proxyTo(database.url);
});
beforeEach(async () => {
  proxy.admit();
  await database.sql`truncate stream, event, command_key, message, channel`;
  await makeChannels(database.sql);
  log = await openTestLog(proxy.url, database.sql, { projections: [messages] });
  heard = heardFrom(log);
  await log.append(item([posting()]));
  return () => log.close();
});
afterAll(async () => {
  await proxy.close();
  await database.drop();
});

const storedSeqs = async () =>
  (await database.sql<{ seq: number }[]>`select seq from event order by seq`).map(({ seq }) => seq);
const expectEverythingOnce = async (count: number) => {
  const seqs = Array.from({ length: count }, (_, i) => i + 1);
  expect(await storedSeqs()).toEqual(seqs);
  expect(heard.map(({ seq }) => seq)).toEqual(seqs);
};
const appendMany = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => log.append(item([posting()], { key: key(`k${i}`) }))));

describe('when the connection dies', () => {
  it('[L6] after COMMIT was sent and before the answer, what was committed counts once', async () => {
    proxy.cutAt('commit', 'after');
    const outcomes = await appendMany(20);
    expect(outcomes.flatMap(seqsOf)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
    expect((await log.append(item([posting()]))).type).toBe('committed');
    await expectEverythingOnce(22);
  });

  it('[L6] just before COMMIT arrives, the batch is written again', async () => {
    proxy.cutAt('commit', 'before');
    const outcomes = await appendMany(20);
    expect(outcomes.flatMap(seqsOf)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
    await expectEverythingOnce(21);
  });

  it.each(['before', 'after'] as const)(
    '[L2][L6] %s its COMMIT arrives, the batch that began behind it is written too',
    async (moment) => {
      await log.close();
      const behind: Promise<unknown>[] = [];
      let appends = false;
      const projection: typeof messages = {
        ...messages,
        apply(tx, events) {
          if (appends) behind.push(log.append(item([posting()], { key: key('behind') })));
          appends = false;
          return messages.apply(tx, events);
        },
      };
      log = await openTestLog(proxy.url, database.sql, { projections: [projection] });
      log.onCommitted((_, events) => heard.push(...events));
      await log.append(item([posting()])); // the BEGIN, which speaks of commits too, is prepared now
      appends = true;
      proxy.cutAt('commit', moment);
      expect(seqsOf(await log.append(item([posting()])))).toEqual([3]);
      expect(await behind[0]).toMatchObject({ type: 'committed' });
      await expectEverythingOnce(4);
    },
  );

  it('[L6] in the middle of writing, the batch is written again', async () => {
    proxy.cutAt('the text at which it happens', 'after');
    const outcome = await log.append(item([posting({ text: 'the text at which it happens' })]));
    expect(seqsOf(outcome)).toEqual([2]);
    await expectEverythingOnce(2);
  });

  it('[L6] by an administrator, again and again, nothing is lost and nothing doubled', async () => {
    let done = false;
    const killing = (async () => {
      while (!done) {
        await database.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query ilike '%commit%' and pid <> pg_backend_pid()`;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let round = 0; round < 30; round++) await Promise.all([1, 2, 3].map(() => log.append(item([posting()]))));
    done = true;
    await killing;
    await expectEverythingOnce(91);
  });

  it('[L6] while the commit hangs, its session is ended and the batch written again', async () => {
    await database.sql`create sequence commits`;
    await database.sql`
      create function hang_once() returns trigger language plpgsql as
      $$ begin if nextval('commits') = 1 then perform pg_sleep(3600); end if; return null; end $$`;
    await database.sql`
      create constraint trigger hang after insert on app deferrable initially deferred for each row execute function hang_once()`;
    const impatient = await openTestLog(proxy.url, database.sql, {
      projections: [messages],
      limits: { answerWithinMs: 100 },
    });
    const alongside: Item['alongside'] = (tx) => [
      tx`insert into app (id, name, account_id, created_at) values ('B1', '', '', 0)`,
    ];
    expect(seqsOf(await impatient.append(item([posting()], { alongside })))).toEqual([2]);
    expect(await storedSeqs()).toEqual([1, 2]);
    await impatient.close();
  });

  it('[L6] and another database answers in its place, nobody claims to know', async () => {
    const another = await freshDatabase();
    let target = proxy.url;
    const moving = await openTestLog(proxy.url, database.sql, {
      projections: [messages],
      connect: () => openSql(target, 1),
    });
    await moving.append(item([posting()]));
    target = another.url;
    proxy.cutAt('commit', 'after');
    await expect(moving.append(item([posting()], { key: key('k') }))).rejects.toMatchObject({ code: 'unavailable' });
    await moving.close();
    await another.drop();
  });

  it('[L2] for a while, appends wait and are then written', async () => {
    proxy.refuse();
    const waiting = appendMany(5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard.length).toBe(1);
    proxy.admit();
    expect((await waiting).flatMap(seqsOf)).toEqual([2, 3, 4, 5, 6]);
    await expectEverythingOnce(6);
  });

  it('[L2] for good, appends are refused as unavailable, and work again once it is back', async () => {
    let expire = () => {};
    const timers = {
      after: (ms: number, run: () => void) => (ms === 7_777 ? ((expire = run), () => {}) : realTimers.after(ms, run)),
    };
    const bounded = await openTestLog(proxy.url, database.sql, {
      projections: [messages],
      timers,
      limits: { patienceMs: 7_777 },
    });
    proxy.refuse();
    expire = () => {};
    const waiting = Promise.allSettled(Array.from({ length: 600 }, () => bounded.append(item([posting()]))));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expire();
    const results = await waiting;
    expect(new Set(results.map((result) => (result as PromiseRejectedResult).reason.code))).toEqual(
      new Set(['unavailable']),
    );
    proxy.admit();
    expect((await bounded.append(item([posting()]))).type).toBe('committed');
    expect(await storedSeqs()).toEqual([1, 2]);
    await bounded.close();
  });

  it('[L2] takes a COMMIT that the database answered with ROLLBACK for what it is', async () => {
    const own = await database.sql.reserve();
    await own`begin`;
    await own`select 1 / 0`.catch(() => {});
    expect(await commit(own)).toBe('ROLLBACK');
    await own`begin`;
    expect(await commit(own)).toBe('COMMIT');
    own.release();
  });
});

it('[L6] the number of a transaction proves nothing when another one got it after a crash', async () => {
  const quiet = { warn() {}, error() {} };
  const patience = new Patience(realTimers, 10_000);
  const connection = new WritingConnection(() => openSql(database.url, 1), quiet);
  const over = (await connection.open(patience))!;
  const [another] = await database.sql<[{ xid: string }]>`
    insert into account (id, email, name, password_hash, created_at) values ('A1', 'a@b.test', 'A', '', 0)
    returning pg_current_xact_id()::text as xid`;
  const [stored] = heard;
  const fate = (wrote: InDoubt['wrote']) => fateOf({ xid: another.xid, over, wrote }, connection, patience, quiet);
  expect(await fate(stored)).toBe('committed');
  expect(await fate({ ...stored!, seq: 2 })).toBe('aborted');
  expect(await fate({ ...stored!, at: stored!.at + 1 })).toBe('aborted');
  connection.discard();
  patience.end();
});
