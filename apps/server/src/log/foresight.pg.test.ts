import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { list } from '../storage/columns.ts';
import { part } from '../storage/part.ts';
import { openSql } from '../storage/sql.ts';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { GuardReader, Log, LoggedEvent } from './item.ts';
import {
  CHANNEL,
  heardFrom,
  item,
  key,
  makeChannels,
  openTestLog,
  OTHER_TEAM,
  posting,
  seqsOf,
  TEAM,
} from './testLog.ts';
import { proxyTo } from './testProxy.ts';
import type { Proxy } from './testProxy.ts';

// A plain batch is written as one statement, by what the process knows. What is promised of appends is promised of these too.

const channelNames: GuardReader = {
  kind: 'name',
  fromStreams: true,
  read: (ids) => part`select id, name as state from channel where id = any(${list(ids)}::text[])`,
};

let database: TestDatabase;
let proxy: Proxy;
let log: Log;
let other: Log;
let heard: LoggedEvent[];
/** What was sent over the writing connection of `log`. */
let sent: string[];

const opened = (url: string, limits = {}) =>
  openTestLog(url, database.sql, {
    guards: [channelNames],
    limits,
    connect() {
      const sql = openSql(url, 1);
      sql.options.debug = (_connection: number, query: string) => sent.push(query.trim().slice(0, 11));
      return sql;
    },
  });

beforeAll(async () => {
  database = await freshDatabase();
  proxy = await proxyTo(database.url);
});
beforeEach(async () => {
  await database.sql`truncate stream, event, command_key, channel`;
  await makeChannels(database.sql);
  sent = [];
  log = await opened(proxy.url);
  other = await openTestLog(database.url, database.sql);
  heard = heardFrom(log);
  await log.append(item([posting()]));
  sent.length = 0;
  return () => Promise.all([log.close(), other.close()]);
});
afterAll(async () => {
  await proxy.close();
  await database.drop();
});

const storedSeqs = async () =>
  (await database.sql<{ seq: number }[]>`select seq from event where stream = ${TEAM} order by seq`).map(
    ({ seq }) => seq,
  );
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const expectEverythingOnce = async (count: number) => {
  expect(await storedSeqs()).toEqual(upTo(count));
  expect(heard.map(({ seq }) => seq)).toEqual(upTo(count));
};
const named = (is: string) => item([posting()], { guards: [{ kind: 'name', id: CHANNEL, is }] });

it('[L1][L2] one statement writes a batch whose streams and clocks are known', async () => {
  const outcomes = await Promise.all([1, 2, 3].map((i) => log.append(item([posting()], { key: key(`k${i}`) }))));
  expect(sent).toEqual(['with locked']);
  expect(outcomes.flatMap(seqsOf)).toEqual([2, 3, 4]);
  await expectEverythingOnce(4);
  expect(new Set(heard.map(({ at }) => at)).size).toBe(4);
});

it('[L1] what another process wrote in between is seen, and nothing is written over it', async () => {
  expect(seqsOf(await other.append(item([posting()])))).toEqual([2]);
  expect(seqsOf(await log.append(item([posting()])))).toEqual([3]);
  expect(sent.slice(0, 2)).toEqual(['with locked', 'begin isola']);
  expect(await storedSeqs()).toEqual([1, 2, 3]);
});

it('[L1] a batch of two streams is one statement as well, and nothing is written in either where another wrote in one', async () => {
  const inBoth = () => item([posting(), posting({ stream: OTHER_TEAM })]);
  await log.append(inBoth());
  sent.length = 0;
  expect(seqsOf(await log.append(inBoth()))).toEqual([3, 2]);
  expect(sent).toEqual(['with locked']);
  await other.append(item([posting({ stream: OTHER_TEAM })]));
  expect(seqsOf(await log.append(inBoth()))).toEqual([4, 4]);
  expect(sent.slice(1, 3)).toEqual(['with locked', 'begin isola']);
  expect(await storedSeqs()).toEqual(upTo(4));
});

it('[L1] a stream that was set back goes on from there, without a hole', async () => {
  await log.append(item([posting()]));
  await database.sql`delete from event where seq = 2`;
  await database.sql`update stream set seq = 1, epoch = 'another' where id = ${TEAM}`;
  expect(seqsOf(await log.append(item([posting()])))).toEqual([2]);
  expect(await storedSeqs()).toEqual([1, 2]);
});

it('[L1] writers in turns leave no hole and no double', async () => {
  for (let round = 0; round < 40; round++) {
    const both = [log, other].map((one) => one.append(item([posting()])));
    await (round % 3 === 0 ? both[0] : Promise.all(both));
    await Promise.all(both);
  }
  expect(await storedSeqs()).toEqual(upTo(81));
});

it('[L3] a key that another process has used is answered with what it did', async () => {
  const once = item([posting()], { key: key('once') });
  expect(seqsOf(await other.append(once))).toEqual([2]);
  await log.append(item([posting()])); // learns of it
  await Promise.all(Array.from({ length: 70 }, () => log.append(item([posting()]))));
  expect(await log.append(once)).toMatchObject({ type: 'repeated', event: { seq: 2 } });
});

it('[L4] what was checked against older rules is stale', async () => {
  await log.append(item([posting({ rules: true })]));
  expect(await log.append(item([posting()], { checked: [{ stream: TEAM, rulesRev: 1 }] }))).toEqual({ type: 'stale' });
  await expectEverythingOnce(2);
});

it('[L5] an item whose guard does not hold is stale, and its neighbours are written', async () => {
  await database.sql`update channel set name = 'ops' where id = ${CHANNEL}`;
  const [held, broken, plain] = await Promise.all(
    [named('ops'), named('other'), item([posting()])].map((one) => log.append(one)),
  );
  expect([held, broken, plain].map((outcome) => outcome!.type)).toEqual(['committed', 'stale', 'committed']);
  sent.length = 0;
  expect((await log.append(named('ops'))).type).toBe('committed');
  expect(sent).toEqual(['with locked']);
  sent.length = 0;
  expect((await log.append(named(''))).type).toBe('stale');
  expect(sent.slice(0, 2)).toEqual(['with locked', 'begin isola']);
  await expectEverythingOnce(4);
});

it('a floor that was raised meanwhile is told with the batch', async () => {
  await database.sql`update stream set resume_floor = 1 where id = ${TEAM}`;
  const floors: number[] = [];
  log.onCommitted((_stream, _events, head) => floors.push(head.resumeFloor));
  await log.append(item([posting()]));
  expect(sent).toEqual(['with locked']);
  expect(floors).toEqual([1]);
});

describe('when the connection dies', () => {
  const MOMENT = 'the moment at which it happens';
  const appendMany = () =>
    Promise.all(
      Array.from({ length: 20 }, (_, i) => log.append(item([posting({ text: MOMENT })], { key: key(`k${i}`) }))),
    );

  it.each(['before', 'after'] as const)('[L6] %s the statement arrives, its batch is there once', async (moment) => {
    await log.append(item([posting()])); // it is prepared now
    proxy.cutAt(MOMENT, moment);
    expect((await appendMany()).flatMap(seqsOf)).toEqual(upTo(22).slice(2));
    expect((await log.append(item([posting()]))).type).toBe('committed');
    await expectEverythingOnce(23);
  });

  it('[L6] while the statement hangs, its session is ended and the batch written again', async () => {
    await database.sql`create sequence stored`;
    await database.sql`
      create function hang_once() returns trigger language plpgsql as
      $$ begin if nextval('stored') = 1 then perform pg_sleep(3600); end if; return new; end $$`;
    const impatient = await opened(proxy.url, { answerWithinMs: 100 });
    await impatient.append(item([posting()]));
    await database.sql`create trigger hang before insert on command_key for each row execute function hang_once()`;
    sent.length = 0;
    expect(seqsOf(await impatient.append(item([posting()], { key: key('k') })))).toEqual([3]);
    expect(sent[0]).toBe('with locked');
    expect(await storedSeqs()).toEqual([1, 2, 3]);
    await database.sql`drop trigger hang on command_key`;
    await impatient.close();
  });
});
