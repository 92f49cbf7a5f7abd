import type { Reminder } from '@roost/protocol/reminder';
import { limits } from '@roost/protocol/limits';
import { fromIso, toIso } from '@roost/protocol/time';
import type { Statement, Tx } from '../../log/item.ts';
import { list, texts } from '../../storage/columns.ts';
import { part, statement, type Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;

interface Row {
  message: string;
  channel: string | null;
  text: string | null;
  dueAt: number;
  due: boolean;
  rev: number;
}

/** As guards, touches and jobs name it. */
export function reminderId(user: string, message: string): string {
  return `${user}|${message}`;
}

export async function findReminder(sql: Reader, user: string, message: string): Promise<Reminder | null> {
  const [row] = await sql<Row[]>`
    select message_id as message, channel_id as channel, text, due_at as "dueAt", due, rev
    from reminder where user_id = ${user} and message_id = ${message}`;
  return row ? toReminder(row) : null;
}

/** Where a message was of which somebody wants to be reminded. */
export async function channelOfReminded(sql: Reader, message: string): Promise<string | null> {
  const [row] = await sql<{ channel: string }[]>`
    select channel_id as channel from reminder where message_id = ${message} limit 1`;
  return row?.channel ?? null;
}

/** Where somebody wants to be reminded of a note that is called so. */
export async function workspacesOfNote(sql: Reader, id: string): Promise<string[]> {
  const rows = await sql<{ workspace: string }[]>`
    select distinct u.workspace_id as workspace from reminder r join users u on u.id = r.user_id where r.message_id = ${id}`;
  return rows.map(({ workspace }) => workspace);
}

/** All of somebody's, the next one first. */
export async function readReminders(sql: Reader, user: string): Promise<Reminder[]> {
  const rows = await sql<Row[]>`
    select message_id as message, channel_id as channel, text, due_at as "dueAt", due, rev
    from reminder where user_id = ${user} order by due_at, message_id`;
  return rows.map(toReminder);
}

export async function countReminders(sql: Reader, user: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from reminder where user_id = ${user}`;
  return row?.n ?? 0;
}

function toReminder({ message, channel, text, dueAt, due, rev }: Row): Reminder {
  return {
    ...{ message, rev },
    ...(channel !== null && { channel }),
    ...(text !== null && { text }),
    at: toIso(dueAt),
    ...(due && { due: true as const }),
  };
}

/** The row, and the job of its time: in one transaction, so that neither is there without the other [E5]. */
export function writeReminders(tx: Tx, rows: readonly (Reminder & { user: string })[]): Statement[] {
  const column = (name: 'user' | 'message' | 'rev') => list(rows.map((row) => row[name]));
  const values = part`
    unnest(${column('user')}::text[], ${column('message')}::text[], ${list(rows.map(({ channel }) => channel ?? null))}::text[],
      ${texts(rows.map(({ text }) => text ?? null))},
      ${list(rows.map(({ at }) => fromIso(at) ?? 0))}::bigint[], ${list(rows.map(({ due }) => Number(due ?? false)))}::int4[],
      ${column('rev')}::bigint[]) as x(who, message, channel, text, due_at, due, rev)`;
  return [
    emptied(rows),
    part`
      insert into reminder (user_id, message_id, channel_id, text, due_at, due, rev)
      select who, message, channel, text, due_at, due = 1, rev from ${values}
      on conflict (user_id, message_id) do update set due_at = excluded.due_at, due = excluded.due, rev = excluded.rev`,
    part`
      select graphile_worker.add_job('remind', json_build_object('user', who, 'message', message),
        job_key := who || '|' || message, run_at := to_timestamp(due_at / 1e6))
      from ${values} where due = 0`,
  ].map((one) => statement(tx, one));
}

/** Takes the text out of the event of a reminder as it stands, so that the log does not remember a note that was cleared [E5]. */
function emptied(rows: readonly { user: string; message: string }[]): Part {
  return part`
    update event e set data = e.data #- '{reminder,text}'
    from unnest(${list(rows.map(({ user }) => user))}::text[], ${list(rows.map(({ message }) => message))}::text[]) as x(who, message)
    join reminder r on r.user_id = x.who and r.message_id = x.message
    where r.text is not null and e.stream = r.user_id and e.seq = r.rev`;
}

export function deleteReminders(tx: Tx, rows: readonly { user: string; message: string }[]): Statement[] {
  const values = part`
    unnest(${list(rows.map(({ user }) => user))}::text[], ${list(rows.map(({ message }) => message))}::text[]) as x(who, message)`;
  return [
    emptied(rows),
    part`delete from reminder r using ${values} where r.user_id = x.who and r.message_id = x.message`,
    part`select graphile_worker.remove_job(who || '|' || message) from ${values}`,
  ].map((one) => statement(tx, one));
}

/** The rev as text. */
export function reminderRevs(ids: readonly string[]): Part {
  return part`
    select x.id, r.rev::text as state
    from (select id, split_part(id, '|', 1) as who, split_part(id, '|', 2) as message from unnest(${list(ids)}::text[]) as i(id)) x
    join reminder r on r.user_id = x.who and r.message_id = x.message`;
}

/** `full`, of people who have no room for another one. */
export function fullOfReminders(ids: readonly string[]): Part {
  return part`
    select user_id as id, 'full' as state from reminder
    where user_id = any(${list(ids)}::text[]) group by user_id having count(*) >= ${limits.reminders}`;
}
