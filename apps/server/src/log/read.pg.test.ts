import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { Log, NewEvent } from './item.ts';
import { withPosition } from './snapshot.ts';
import { ADA, CHANNEL, item, openTestLog, OTHER_CHANNEL, posting, TEAM } from './testLog.ts';

const BOB = 'U0000000000000002';
const SECRET = 'C0000000000000003';
const PEOPLE = [ADA, BOB];

let database: TestDatabase;
let log: Log;

const left = (user: string, channel: string): NewEvent<'member.left'> => ({
  stream: TEAM,
  type: 'member.left',
  actor: user,
  audience: channel,
  data: () => ({ channel, user }),
});

beforeAll(async () => {
  database = await freshDatabase();
  log = await openTestLog(database.url, database.sql);
  const events: NewEvent[] = [
    posting({ audience: CHANNEL }),
    posting({ audience: OTHER_CHANNEL }),
    posting({ audience: SECRET }),
    posting({ audience: '*' }),
    left(ADA, SECRET),
    left(BOB, SECRET),
    posting({ audience: CHANNEL, backfill: true }),
    posting({ audience: CHANNEL }),
  ];
  await log.append(item(events));
  await log.append(
    item(Array.from({ length: 3_000 }, (_, i) => posting({ audience: i % 1_000 === 0 ? CHANNEL : SECRET }))),
  );
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

const read = async (request: Partial<Parameters<Log['read']>[0]>) =>
  (await log.read({ stream: TEAM, after: 0, upTo: 8, limit: 100, ...request })).map(({ seq }) => seq);

describe('reading a stream', () => {
  it('gives what lies after a position and up to another, oldest first, without backfill', async () => {
    expect(await read({})).toEqual([1, 2, 3, 4, 5, 6, 8]);
    expect(await read({ after: 2, upTo: 5 })).toEqual([3, 4, 5]);
    expect(await read({ after: 2, limit: 2 })).toEqual([3, 4]);
    expect(await read({ after: 8, upTo: 8 })).toEqual([]);
    expect(await read({ stream: 'T0000000000000009' })).toEqual([]);
  });

  // The far end of the long stretch makes the same questions go by audience.
  describe.each([
    { upTo: 8, later: [] },
    { upTo: 3_008, later: [9, 1_009, 2_009] },
  ])('for some audiences, up to $upTo', ({ upTo, later }) => {
    it('gives those alone', async () => {
      expect(await read({ upTo, audiences: [CHANNEL, '*'] })).toEqual([1, 4, 8, ...later]);
      expect(await read({ upTo, audiences: [CHANNEL, CHANNEL, OTHER_CHANNEL], limit: 2 })).toEqual([1, 2]);
      expect(await read({ upTo, audiences: [] })).toEqual([]);
    });

    it('[W3] and one person’s leaving of any channel', async () => {
      const leaves = await Promise.all(PEOPLE.map((leavesOf) => read({ upTo, audiences: [CHANNEL], leavesOf })));
      expect(leaves).toEqual([
        [1, 5, 8, ...later],
        [1, 6, 8, ...later],
      ]);
      expect(await read({ upTo: Math.max(upTo, 6), audiences: [SECRET], leavesOf: ADA, limit: 3 })).toEqual([3, 5, 6]);
    });

    it('and backfill for whoever asks', async () => {
      expect(await read({ upTo, audiences: [CHANNEL], backfill: true })).toEqual([1, 7, 8, ...later]);
    });
  });
});

describe('the heads that moved', () => {
  it('[L8] are those of streams that are not where they are known to be', async () => {
    await log.ensureStreams([ADA]);
    const known = [...(await log.heads([TEAM, ADA])).values()];
    expect(await log.movedHeads(known)).toEqual([]);
    const [team] = known;
    for (const other of [{ seq: team!.seq - 1 }, { epoch: 'another' }, { resumeFloor: 7 }])
      expect(await log.movedHeads([{ ...team!, ...other }, known[1]!])).toEqual([team]);
    expect(await log.movedHeads([])).toEqual([]);
  });
});

describe('a state with its position', () => {
  it('[C8] does not see what is committed after the heads were read', async () => {
    const seen = await withPosition(database.sql, [TEAM, 'T0000000000000009'], async (tx, heads) => {
      await log.append(item([posting()]));
      const [{ max }] = await tx<[{ max: number }]>`select max(seq) as max from event where stream = ${TEAM}`;
      return { max, heads };
    });
    expect(seen.max).toBe(3_008);
    expect([...seen.heads.values()]).toEqual([{ ...(await log.heads([TEAM])).get(TEAM), seq: 3_008 }]);
  });

  it('passes on what the body throws, and writes nothing', async () => {
    await expect(withPosition(database.sql, [], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(withPosition(database.sql, [], (tx) => tx`delete from event`)).rejects.toMatchObject({
      code: '25006',
    });
  });
});
