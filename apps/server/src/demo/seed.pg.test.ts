import { afterAll, beforeAll, expect, test } from 'vitest';
import { people, channels, demoPassword } from './harborStudio.ts';
import { seedDatabase } from '../../../../prisma/seed.ts';
import { freshDatabase, type TestDatabase } from '../storage/testDatabase.ts';

let fresh: TestDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const count = async (table: string) => {
  const [row] = await fresh.sql<{ n: number }[]>`select count(*)::int as n from ${fresh.sql(table)}`;
  return row!.n;
};

test('the demo world is made once, and a second time changes nothing', async () => {
  expect(await seedDatabase(fresh.url)).toBe(true);
  expect(await count('users')).toBe(Object.keys(people).length + 1);
  expect(await count('channel')).toBe(channels.length + 2 + 2);
  expect(await count('message')).toBeGreaterThan(40);
  expect(await count('reaction')).toBeGreaterThan(30);
  const events = await count('event');
  expect(await seedDatabase(fresh.url)).toBe(false);
  expect(await count('event')).toBe(events);
});

test('it lies behind, in order, and ends shortly before now', async () => {
  const [span] = await fresh.sql<{ first: number; last: number }[]>`
    select min(created_at) as first, max(created_at) as last from message`;
  const now = Date.now() * 1000;
  expect(span!.last).toBeLessThan(now);
  expect(now - span!.last).toBeLessThan(30 * 60_000_000);
  expect(span!.last - span!.first).toBeGreaterThan(12 * 3_600_000_000);
});

test('somebody finds something unread in the morning, and a mention', async () => {
  const [row] = await fresh.sql<{ unread: number; mentions: number }[]>`
    select count(*)::int as unread, count(*) filter (where m.text like '%<@' || u.id || '>%')::int as mentions
    from users u join membership p on p.user_id = u.id
    join message m on m.channel_id = p.channel_id and m.author_id <> u.id and m.thread_root_id is null and m.system is null
      and m.deleted_at is null
    left join read_position r on r.user_id = u.id and r.channel_id = p.channel_id
    where u.name = 'Sofia Berg' and m.created_at > greatest(coalesce(r.read_at, 0), p.joined_at)`;
  expect(row!.unread).toBeGreaterThan(3);
  expect(row!.mentions).toBe(1);
});

test('no placeholder is left in a text', async () => {
  const left = await fresh.sql`select text from message where text ~ '@\\{|#\\{|@channel|undefined'`;
  expect([...left]).toEqual([]);
  expect(demoPassword.length).toBeGreaterThanOrEqual(12);
});
