import type { Quote, Scheduled } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { fromIso, toIso } from '@roost/protocol/time';
import type { Statement, Tx } from '../../log/item.ts';
import { list, texts } from '../../storage/columns.ts';
import { part, statement, type Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;

/** A message that waits, and whose it is. */
export interface Waiting {
  user: string;
  scheduled: Scheduled;
}

interface Row {
  id: string;
  user: string;
  channel: string;
  root: string | null;
  also: boolean;
  text: string;
  quote: Quote | null;
  due: number;
  failed: NonNullable<Scheduled['failed']> | null;
  rev: number;
}

const columns = (sql: Reader) => sql`
  s.id, s.user_id as user, s.channel_id as channel, s.thread_root_id as root, s.also_to_channel as also, s.text, s.quote, s.due_at as due,
  s.failed, s.rev`;

export async function findScheduled(sql: Reader, id: string): Promise<Waiting | null> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from scheduled s where s.id = ${id}`;
  return row ? { user: row.user, scheduled: toScheduled(row) } : null;
}

/** What somebody has waiting, the first to be sent first. */
export async function readScheduled(sql: Reader, user: string): Promise<Scheduled[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from scheduled s where s.user_id = ${user} order by s.due_at, s.id`;
  return rows.map(toScheduled);
}

export async function countScheduled(sql: Reader, user: string): Promise<number> {
  const [row] = await sql<
    { waiting: number }[]
  >`select count(*)::int as waiting from scheduled where user_id = ${user}`;
  return row?.waiting ?? 0;
}

function toScheduled({ id, rev, channel, root, also, text, quote, due, failed }: Row): Scheduled {
  return {
    ...{ id, rev, channel },
    ...(root !== null && { threadRoot: root }),
    ...(also && { alsoToChannel: true as const }),
    text,
    ...(quote && { quote }),
    at: toIso(due),
    ...(failed && { failed }),
  };
}

/** The row, and the job that sends it: in one transaction, so that neither is there without the other [E1]. */
export function writeScheduled(tx: Tx, rows: readonly Waiting[]): Statement[] {
  const waiting = rows.map(({ scheduled }) => scheduled);
  const due = waiting.map(({ at }) => fromIso(at) ?? 0);
  const values = part`
    unnest(${list(waiting.map(({ id }) => id))}::text[], ${list(rows.map(({ user }) => user))}::text[],
      ${list(waiting.map(({ channel }) => channel))}::text[], ${list(waiting.map(({ threadRoot }) => threadRoot ?? null))}::text[],
      ${list(waiting.map(({ alsoToChannel }) => Number(alsoToChannel ?? false)))}::int4[], ${texts(waiting.map(({ text }) => text))},
      ${texts(waiting.map(({ quote }) => (quote ? JSON.stringify(quote) : null)))},
      ${list(due)}::bigint[], ${texts(waiting.map(({ failed }) => (failed ? JSON.stringify(failed) : null)))},
      ${list(waiting.map(({ rev }) => rev))}::bigint[]) as x(id, who, channel, root, also, text, quote, due, failed, rev)`;
  return [
    part`
      insert into scheduled (id, user_id, channel_id, thread_root_id, also_to_channel, text, quote, due_at, failed, rev)
      select id, who, channel, root, also = 1, text, quote::jsonb, due, failed::jsonb, rev from ${values}
      on conflict (id) do update set text = excluded.text, due_at = excluded.due_at, failed = excluded.failed, rev = excluded.rev`,
    part`
      select graphile_worker.add_job('deliver', json_build_object('id', id), job_key := id, run_at := to_timestamp(due / 1e6))
      from ${values} where failed is null`,
  ].map((one) => statement(tx, one));
}

export function deleteScheduled(tx: Tx, ids: readonly string[]): Statement[] {
  return [
    part`delete from scheduled where id = any(${list(ids)}::text[])`,
    part`select graphile_worker.remove_job(id) from unnest(${list(ids)}::text[]) as x(id)`,
  ].map((one) => statement(tx, one));
}

/** The rev as text. */
export function scheduledRevs(ids: readonly string[]): Part {
  return part`select id, rev::text as state from scheduled where id = any(${list(ids)}::text[])`;
}

/** `full`, of people who have no room for another one. */
export function fullOfScheduled(ids: readonly string[]): Part {
  return part`
    select user_id as id, 'full' as state from scheduled
    where user_id = any(${list(ids)}::text[]) group by user_id having count(*) >= ${limits.scheduled}`;
}
