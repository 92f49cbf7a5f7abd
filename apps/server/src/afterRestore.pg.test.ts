import { expect, test } from 'vitest';
import { afterRestore } from './afterRestore.ts';
import { freshDatabase } from './storage/testDatabase.ts';
import { openSql } from './storage/sql.ts';

test('[L9] a data folder that was copied begins another life of every stream, once', async () => {
  const db = await freshDatabase();
  const sql = openSql(db.url, 1);
  const epochs = async () =>
    (await sql<{ epoch: string }[]>`select epoch from stream order by id`).map((row) => row.epoch);
  try {
    await sql`insert into stream (id, epoch) values ('T0000000000000001', 'one'), ('U0000000000000001', 'two')`;
    let settled = 0;
    const settle = () => void settled++;
    expect(await afterRestore({ url: db.url, isCopy: false, settle })).toBe(false);
    expect(await epochs()).toEqual(['one', 'two']);
    expect(await afterRestore({ url: db.url, isCopy: true, settle })).toBe(true);
    for (const epoch of await epochs()) expect(epoch).toMatch(/^[0-9a-z]{12}$/);
    expect(settled).toBe(1);
  } finally {
    await sql.end();
    await db.drop();
  }
});
