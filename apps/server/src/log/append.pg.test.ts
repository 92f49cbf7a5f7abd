import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { Log } from './item.ts';
import { CHANNEL, heardFrom, item, makeChannels, messages, openTestLog, OTHER_TEAM, posting, seqsOf, TEAM } from './testLog.ts';

let database: TestDatabase;
let log: Log;

beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  await database.sql`truncate stream, event, command_key, message, channel`;
  await makeChannels(database.sql, CHANNEL);
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
});
