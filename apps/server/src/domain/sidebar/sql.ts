import type { Section, Sidebar } from '@roost/protocol/entities';
import { givenSidebar } from '@roost/protocol/sidebar';
import type { Statement, Tx } from '../../log/item.ts';
import { part, type Part } from '../../storage/part.ts';
import { list } from '../../storage/columns.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

/** Somebody's sidebar as it stands. */
export async function readSidebar(sql: Sql | TransactionSql, user: string): Promise<Sidebar> {
  const [row] = await sql<{ rev: number; sections: Section[] }[]>`
    select rev, sections from sidebar where user_id = ${user}`;
  return row ? { user, rev: row.rev, sections: row.sections } : givenSidebar(user);
}

export function saveSidebars(tx: Tx, rows: readonly Sidebar[]): Statement {
  return tx`
    insert into sidebar (user_id, sections, rev)
    select distinct on (who) who, sections::jsonb, rev
    from unnest(${rows.map((row) => row.user)}::text[], ${rows.map((row) => JSON.stringify(row.sections))}::text[],
      ${rows.map((row) => row.rev)}::bigint[]) as x(who, sections, rev)
    order by who, rev desc
    on conflict (user_id) do update set sections = excluded.sections, rev = excluded.rev`;
}

/** The rev as text. */
export function sidebarRevs(ids: readonly string[]): Part {
  return part`
    select user_id as id, rev::text as state from sidebar where user_id = any(${list(ids)}::text[])`;
}
