import type { Bookmark, Bookmarks } from '@roost/protocol/bookmark';
import { noBookmarks } from '@roost/protocol/bookmarks';
import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part, type Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

/** The bookmarks of a channel as they stand. */
export async function readBookmarks(sql: Sql | TransactionSql, channel: string): Promise<Bookmarks> {
  const [row] = await sql<{ rev: number; list: Bookmark[] | null }[]>`
    select bookmarks_rev as rev, bookmarks as list from channel where id = ${channel}`;
  return row ? { channel, rev: row.rev, list: row.list ?? [] } : noBookmarks(channel);
}

/** Empties the event of the list as it stands, so that the log does not remember what was taken away [B2]. */
export function emptyArrangements(tx: Tx, channels: readonly string[]): Statement {
  return tx`
    update event e set data = jsonb_set(e.data, '{list}', '[]') from channel c
    where c.id = any(${[...channels]}::text[]) and c.bookmarks_rev > 0 and e.stream = c.workspace_id and e.seq = c.bookmarks_rev
      and e.type = 'bookmarks.arranged'`;
}

export function saveBookmarks(tx: Tx, rows: readonly Bookmarks[]): Statement {
  return tx`
    update channel c set bookmarks = nullif(x.list::jsonb, '[]'), bookmarks_rev = x.rev
    from (select distinct on (id) * from unnest(${rows.map((row) => row.channel)}::text[],
        ${rows.map((row) => JSON.stringify(row.list))}::text[], ${rows.map((row) => row.rev)}::bigint[]) as r(id, list, rev)
      order by id, rev desc) x
    where c.id = x.id`;
}

/** The rev as text, of channels that have or had some. */
export function bookmarkRevs(ids: readonly string[]): Part {
  return part`
    select id, bookmarks_rev::text as state from channel where id = any(${list(ids)}::text[]) and bookmarks_rev > 0`;
}
