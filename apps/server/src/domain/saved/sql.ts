import { limits } from '@roost/protocol/limits';
import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part, type Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import type { SavedRow } from './entity.ts';

const savedColumns = (sql: Sql | TransactionSql) => sql`
  s.message_id as message, s.channel_id as channel, s.saved_at as "savedAt", s.done_at as "doneAt", s.rev`;

/** As guards and touches name it. */
export function savedId(user: string, message: string): string {
  return `${user}|${message}`;
}

export async function findSaved(sql: Sql, user: string, message: string): Promise<SavedRow | null> {
  const [row] = await sql<SavedRow[]>`
    select ${savedColumns(sql)} from saved s where s.user_id = ${user} and s.message_id = ${message}`;
  return row ?? null;
}

/** Up to `limit` of somebody's list before a place in their stream, the newest first. */
export async function savedBefore(
  tx: TransactionSql,
  of: { user: string; done: boolean },
  before: number,
  limit: number,
): Promise<SavedRow[]> {
  return tx<SavedRow[]>`
    select ${savedColumns(tx)} from saved s
    where s.user_id = ${of.user} and s.done = ${of.done} and s.rev < ${before} order by s.rev desc limit ${limit}`;
}

/** The messages that somebody has to do. */
export async function readToDo(tx: TransactionSql, user: string): Promise<string[]> {
  const rows = await tx<{ message: string }[]>`
    select message_id as message from saved where user_id = ${user} and not done order by rev`;
  return rows.map(({ message }) => message);
}

export async function countToDo(sql: Sql, user: string): Promise<number> {
  const [row] = await sql<{ saved: number }[]>`
    select count(*)::int as saved from saved where user_id = ${user} and not done`;
  return row?.saved ?? 0;
}

interface WrittenRow {
  user: string;
  message: string;
  channel: string;
  savedAt: number;
  doneAt: number | null;
  seq: number;
}

export function writeSaved(tx: Tx, rows: readonly WrittenRow[]): Statement {
  const column = (name: keyof WrittenRow) => list(rows.map((row) => row[name]));
  return tx`
    insert into saved (user_id, message_id, channel_id, saved_at, done, done_at, rev)
    select who, message, channel, saved_at, done_at is not null, done_at, seq
    from unnest(${column('user')}::text[], ${column('message')}::text[], ${column('channel')}::text[],
      ${column('savedAt')}::bigint[], ${column('doneAt')}::bigint[], ${column('seq')}::bigint[])
      as x(who, message, channel, saved_at, done_at, seq)
    on conflict (user_id, message_id) do update set done = excluded.done, done_at = excluded.done_at, rev = excluded.rev`;
}

export function deleteSaved(tx: Tx, rows: readonly { user: string; message: string }[]): Statement {
  return tx`
    delete from saved s
    using unnest(${rows.map((row) => row.user)}::text[], ${rows.map((row) => row.message)}::text[]) as x(who, message)
    where s.user_id = x.who and s.message_id = x.message`;
}

/** `todo` or `done`, of what is saved. */
export function savedStates(ids: readonly string[]): Part {
  return part`
    select x.id, case when s.done then 'done' else 'todo' end as state
    from (select id, split_part(id, '|', 1) as who, split_part(id, '|', 2) as message from unnest(${list(ids)}::text[]) as i(id)) x
    join saved s on s.user_id = x.who and s.message_id = x.message`;
}

/** `full`, of people who have no room for more to do. */
export function fullLists(ids: readonly string[]): Part {
  return part`
    select user_id as id, 'full' as state from saved
    where user_id = any(${list(ids)}::text[]) and not done group by user_id having count(*) >= ${limits.saved}`;
}
