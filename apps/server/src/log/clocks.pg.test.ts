import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { Log, Outcome } from './item.ts';
import { CHANNEL, item, makeChannels, messages, openTestLog, OTHER_CHANNEL, posting } from './testLog.ts';

const NOW_MS = 1_760_000_000_000;
const NOW = NOW_MS * 1_000;

let database: TestDatabase;
let log: Log;
let nowMs: number;

beforeAll(async () => {
  database = await freshDatabase();
  log = await openTestLog(database.url, database.sql, { projections: [messages], now: () => nowMs });
});
beforeEach(async () => {
  nowMs = NOW_MS;
  await database.sql`truncate stream, event, command_key, message, channel`;
  await makeChannels(database.sql);
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

const timesOf = (outcomes: Outcome[]): (number | string)[] =>
  outcomes.flatMap((outcome): (number | string)[] =>
    outcome.type === 'committed' ? outcome.events.map(({ at }) => at) : [outcome.type],
  );
const live = (clock = CHANNEL) => log.append(item([posting({ clock })]));
const imported = (givenAt: number) => log.append(item([posting({ givenAt, backfill: true })]));
const lastAt = async (id = CHANNEL) =>
  (await database.sql<[{ at: number }]>`select last_at as at from channel where id = ${id}`)[0].at;

describe('instants', () => {
  it('[I3] are unique and go forward in a channel, however much happens in one millisecond', async () => {
    const at = timesOf(await Promise.all(Array.from({ length: 50 }, () => live())));
    expect(at).toEqual(Array.from({ length: 50 }, (_, i) => NOW + i));
    expect(timesOf([await live()])).toEqual([NOW + 50]);
    expect(timesOf([await live(OTHER_CHANNEL)])).toEqual([NOW]);
    expect(await lastAt()).toBe(NOW + 50);
  });

  it('[I3] go forward also when the clock of the machine goes back', async () => {
    await live();
    nowMs -= 60_000;
    expect(timesOf([await live(), await live()])).toEqual([NOW + 1, NOW + 2]);
  });

  it('are now for events that name no clock', async () => {
    nowMs = NOW_MS + 0.25;
    const { clock: _, ...timeless } = posting();
    expect(timesOf([await log.append(item([timeless]))])).toEqual([NOW + 250]);
  });

  it('of imported messages are their own, or the next free microsecond', async () => {
    const t = NOW - 5_000_000;
    expect(timesOf([await imported(t), await imported(t + 1)])).toEqual([t, t + 1]);
    expect(timesOf(await Promise.all([t, t, t + 1, t + 3, t - 1, t + 1].map(imported)))).toEqual([
      t + 2,
      t + 3,
      t + 4,
      t + 5,
      t - 1,
      t + 6,
    ]);
  });

  it('of imported messages are found beyond a long taken stretch', async () => {
    const t = NOW - 5_000_000;
    await database.sql`
      insert into message (id, workspace_id, channel_id, author_id, client_id, text, created_at, rev)
      select 'X' || i, 'T', ${CHANNEL}, 'U', 'x' || i, '', ${t}::int8 + i, 0 from generate_series(0, 1999) i where i <> 1500`;
    expect(timesOf(await Promise.all([t, t + 1, t].map(imported)))).toEqual([t + 1500, t + 2000, t + 2001]);
  });

  it('of imported messages move the channel forward only when they are later', async () => {
    await live();
    await imported(NOW - 10);
    expect(await lastAt()).toBe(NOW);
    expect(timesOf(await Promise.all([imported(NOW + 10), live(), imported(NOW + 10)]))).toEqual([
      NOW + 10,
      NOW + 11,
      NOW + 12,
    ]);
    expect(await lastAt()).toBe(NOW + 12);
  });

  it('[W6] of imported messages are not in what is sent, and are there for who rebuilds', async () => {
    await imported(NOW - 10);
    await live();
    const request = { stream: 'T0000000000000001', after: 0, upTo: 2, limit: 10 };
    expect((await log.read(request)).map(({ seq }) => seq)).toEqual([2]);
    expect((await log.read({ ...request, backfill: true })).map(({ seq, backfill }) => [seq, backfill])).toEqual([
      [1, true],
      [2, false],
    ]);
  });
});
