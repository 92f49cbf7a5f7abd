import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import { forgetOldKeys } from './retention.ts';
import { item, key, openTestLog, posting } from './testLog.ts';

const DAY_MS = 86_400_000;
const START_MS = 1_760_000_000_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

it('[O4] forgets kept answers after 30 days, and the keys of posts never', async () => {
  let nowMs = START_MS;
  const log = await openTestLog(database.url, database.sql, { now: () => nowMs });
  const keep = () => 'an answer';
  await log.append(item([posting()], { key: key('post') }));
  await log.append(item([posting()], { key: key('old'), keep }));
  nowMs += DAY_MS;
  await log.append(item([posting()], { key: key('newer'), keep }));
  expect(await forgetOldKeys(database.sql, START_MS + 30 * DAY_MS)).toBe(0);
  expect(await forgetOldKeys(database.sql, START_MS + 30 * DAY_MS + 1)).toBe(1);
  const known = await Promise.all(['post', 'old', 'newer'].map((name) => log.lookup(key(name))));
  expect(known.map((outcome) => outcome?.type)).toEqual(['repeated', undefined, 'repeated']);
  await log.close();
});
