import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { Log } from './item.ts';
import { item, key, makeChannels, messages, openTestLog, posting } from './testLog.ts';

// What belongs to a batch becomes visible at one moment, however closely one transaction follows another on their connection.

let database: TestDatabase;
let log: Log;
/** Called while a batch is being written: what is appended then waits when its COMMIT is sent. */
let whileWriting = (): void => {};

beforeAll(async () => {
  database = await freshDatabase();
  await makeChannels(database.sql);
  const projection: typeof messages = {
    ...messages,
    apply(tx, events) {
      whileWriting();
      return messages.apply(tx, events);
    },
  };
  log = await openTestLog(database.url, database.sql, { projections: [projection] });
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

test('[L4][C8] an event, its projection and its key are written by one transaction, also when the next begins behind its COMMIT', async () => {
  const appended: Promise<unknown>[] = [];
  const post = (): void => void appended.push(log.append(item([posting()], { key: key(`post ${appended.length}`) })));
  whileWriting = () => appended.length < 20 && post();
  post();
  for (let i = 0; i < appended.length; i++) await appended[i];
  expect(appended).toHaveLength(20);
  const torn = await database.sql`
    select e.seq from event e
    join command_key k on k.stream = e.stream and k.seq = e.seq
    join message m on m.rev = e.seq
    where k.xmin::text <> e.xmin::text or m.xmin::text <> e.xmin::text`;
  expect(torn.map(({ seq }) => seq)).toEqual([]);
});
