import type { Vote } from '@roost/protocol/poll';
import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part, statement, type Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;

/** As guards and touches name somebody's vote. No part contains the separator. */
export function voteId(message: string, user: string): string {
  return `${message}|${user}`;
}

/**
 * The votes on the poll of `m`, as a column; null where nothing is asked. Whose they are does not even leave the database when the poll
 * is anonymous.
 */
export const ballotsOf = (sql: Reader) => sql`
  case when m.poll is not null then (
    select jsonb_build_object('voters', (select count(*) from vote v where v.message_id = m.id),
      'options', coalesce(jsonb_agg(jsonb_build_object('option', o.option, 'count', o.count, 'users', o.users)), '[]'))
    from (select c.option, count(*) as count,
        case when m.poll ? 'anonymous' then null else jsonb_agg(v.user_id order by v.seq) end as users
      from vote v cross join lateral unnest(v.choices) as c(option) where v.message_id = m.id group by c.option) o) end`;

/** What somebody has chosen; nothing where they have not voted. */
export async function readChoices(sql: Reader, message: string, user: string): Promise<number[]> {
  const [row] = await sql<{ choices: number[] }[]>`
    select choices from vote where message_id = ${message} and user_id = ${user}`;
  return row?.choices ?? [];
}

export async function hasVotes(sql: Reader, message: string): Promise<boolean> {
  return (await sql`select 1 from vote where message_id = ${message} limit 1`).length > 0;
}

/** Somebody's votes in anonymous polls, the newest first. */
export async function readOwnVotes(sql: Reader, user: string, limit: number): Promise<Vote[]> {
  return sql<Vote[]>`
    select message_id as message, channel_id as channel, seq as rev, choices from vote
    where user_id = ${user} and anonymous order by seq desc limit ${limit}`;
}

/** The same in these ones. */
export async function readOwnVotesOn(sql: Reader, user: string, messages: readonly string[]): Promise<Vote[]> {
  return sql<Vote[]>`
    select message_id as message, channel_id as channel, seq as rev, choices from vote
    where user_id = ${user} and anonymous and message_id = any(${[...messages]}::text[])`;
}

export interface VoteRow {
  message: string;
  channel: string;
  user: string;
  choices: readonly number[];
  anonymous: boolean;
  seq: number;
}

/** Puts votes in the place of earlier ones; those without choices go. */
export function writeVotes(tx: Tx, rows: readonly VoteRow[]): Statement[] {
  const last = new Map(rows.map((row) => [voteId(row.message, row.user), row]));
  const votes = [...last.values()];
  const column = (name: 'message' | 'channel' | 'user' | 'seq') => list(votes.map((row) => row[name]));
  const values = part`
    unnest(${column('message')}::text[], ${column('channel')}::text[], ${column('user')}::text[],
      ${list(votes.map(({ choices }) => choices.join('.')))}::text[], ${list(votes.map((row) => Number(row.anonymous)))}::int4[],
      ${column('seq')}::bigint[]) as x(message, channel, who, choices, anonymous, seq)`;
  return [
    part`
      insert into vote (message_id, channel_id, user_id, choices, anonymous, seq)
      select message, channel, who, string_to_array(choices, '.')::int2[], anonymous = 1, seq from ${values} where choices <> ''
      on conflict (message_id, user_id) do update set choices = excluded.choices, seq = excluded.seq`,
    part`delete from vote v using ${values} where x.choices = '' and v.message_id = x.message and v.user_id = x.who`,
  ].map((one) => statement(tx, one));
}

/** Something about these messages has changed. */
export function touchPolls(tx: Tx, rows: readonly { message: string; seq: number }[]): Statement {
  return statement(
    tx,
    part`
      update message m set rev = greatest(m.rev, x.seq)
      from (select id, max(seq) as seq
            from unnest(${list(rows.map(({ message }) => message))}::text[], ${list(rows.map(({ seq }) => seq))}::bigint[]) as r(id, seq)
            group by id) x
      where m.id = x.id`,
  );
}

export function closePolls(
  tx: Tx,
  rows: readonly { message: string; by: string; at: string; seq: number }[],
): Statement {
  return tx`
    update message m set poll = jsonb_set(m.poll, '{closed}', jsonb_build_object('by', x.by, 'at', x.at)), rev = greatest(m.rev, x.seq)
    from unnest(${rows.map((row) => row.message)}::text[], ${rows.map((row) => row.by)}::text[],
      ${rows.map((row) => row.at)}::text[], ${rows.map((row) => row.seq)}::bigint[]) as x(id, by, at, seq)
    where m.id = x.id and m.poll is not null`;
}

/**
 * Takes the votes on deleted messages away. Those of anonymous polls are their voters' own, as what one saves is: they stay until the
 * channel goes, and count for nothing.
 */
export function dropVotes(tx: Tx, messages: readonly string[]): Statement {
  return tx`delete from vote where message_id = any(${[...messages]}::text[]) and not anonymous`;
}

/** What somebody has chosen, `0.2`; the empty text where they have not voted. */
export function voteStates(ids: readonly string[]): Part {
  return part`
    select x.id, array_to_string(v.choices, '.') as state
    from (select id, split_part(id, '|', 1) as message, split_part(id, '|', 2) as who from unnest(${list(ids)}::text[]) as i(id)) x
    join vote v on v.message_id = x.message and v.user_id = x.who`;
}

/** `closed`, of polls that somebody has closed. */
export function pollStates(ids: readonly string[]): Part {
  return part`
    select id, 'closed' as state from message where id = any(${list(ids)}::text[]) and poll ? 'closed'`;
}

/** `voted`, where anybody has voted. */
export function ballotStates(ids: readonly string[]): Part {
  return part`
    select id, 'voted' as state from unnest(${list(ids)}::text[]) as i(id)
    where exists (select 1 from vote v where v.message_id = i.id)`;
}
