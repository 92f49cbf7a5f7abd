import type { Sql } from '../../storage/sql.ts';

/** Whether somebody has settled here already. */
export async function isSettled(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ settled: boolean }[]>`
    select exists (select from account) or exists (select from workspace) as settled`;
  return row!.settled;
}
