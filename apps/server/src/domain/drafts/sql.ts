import type { Draft, OtherDraft, Quote } from '@roost/protocol/entities';
import { isDraft } from '@roost/protocol/drafts';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { Statement, Tx } from '../../log/item.ts';
import { list, texts } from '../../storage/columns.ts';
import { part, statement, type Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;

interface DraftRow {
  channel: string;
  root: string;
  text: string;
  quote: Quote | null;
  written: number;
  others: OtherDraft[];
  by: string;
  at: number;
  rev: number;
}

const columns = (sql: Reader) =>
  sql`d.channel_id as channel, d.root_id as root, d.text, d.quote, d.written, d.others, d.by, d.at, d.rev`;

/** As guards and touches name it. */
export function draftId(user: string, { channel, threadRoot = '' }: { channel: string; threadRoot?: string }): string {
  return `${user}|${channel}|${threadRoot}`;
}

export async function findDraft(
  sql: Reader,
  user: string,
  { channel, threadRoot = '' }: { channel: string; threadRoot?: string },
): Promise<Draft | null> {
  const [row] = await sql<DraftRow[]>`
    select ${columns(sql)} from draft d
    where d.user_id = ${user} and d.channel_id = ${channel} and d.root_id = ${threadRoot}`;
  return row ? toDraft(row) : null;
}

/** Everything that somebody is about to write. */
export async function readDrafts(sql: Reader, user: string): Promise<Draft[]> {
  const rows = await sql<DraftRow[]>`
    select ${columns(sql)} from draft d where d.user_id = ${user} order by d.channel_id, d.root_id`;
  return rows.map(toDraft);
}

export async function countDrafts(sql: Reader, user: string): Promise<number> {
  const [row] = await sql<{ drafts: number }[]>`select count(*)::int as drafts from draft where user_id = ${user}`;
  return row?.drafts ?? 0;
}

function toDraft({ channel, root, rev, text, quote, written, others, by, at }: DraftRow): Draft {
  const place = { channel, ...(root !== '' && { threadRoot: root }) };
  return { ...place, rev, text, ...(quote && { quote }), written, at: toIso(at), by, others };
}

type WrittenRow = Draft & { user: string; atMicros: number };

/**
 * One row per draft, and one event that holds its text: the event before it is emptied, so the log neither grows by what was typed nor
 * remembers what was never sent [D3].
 */
export function writeDrafts(tx: Tx, rows: readonly WrittenRow[]): Statement[] {
  const column = (name: 'user' | 'channel' | 'rev' | 'written' | 'by' | 'atMicros') =>
    list(rows.map((row) => row[name]));
  const roots = list(rows.map(({ threadRoot }) => threadRoot ?? ''));
  const ids = part`unnest(${column('user')}::text[], ${column('channel')}::text[], ${roots}::text[]) as x(who, channel, root)`;
  const matched = part`d.user_id = x.who and d.channel_id = x.channel and d.root_id = x.root`;
  const all = part`
    from unnest(${column('user')}::text[], ${column('channel')}::text[], ${roots}::text[], ${texts(rows.map(({ text }) => text))},
      ${texts(rows.map(({ quote }) => (quote ? JSON.stringify(quote) : null)))},
      ${texts(rows.map(({ others }) => JSON.stringify(others)))}, ${column('by')}::text[], ${column('atMicros')}::bigint[],
      ${column('rev')}::bigint[], ${column('written')}::bigint[], ${list(rows.map((row) => Number(isDraft(row))))}::int4[])
      as x(who, channel, root, text, quote, others, by, at, rev, written, there)`;
  return [
    part`
      update event e set data = jsonb_set(e.data, '{draft}', 'null') from ${ids} join draft d on ${matched}
      where e.stream = d.user_id and e.seq = d.rev`,
    part`delete from draft d using ${ids} where ${matched}`,
    part`
      insert into draft (user_id, channel_id, root_id, text, quote, others, by, at, rev, written)
      select who, channel, root, text, quote::jsonb, others::jsonb, by, at, rev, written ${all} where there = 1`,
  ].map((one) => statement(tx, one));
}

/** The rev as text. */
export function draftRevs(ids: readonly string[]): Part {
  return part`
    select x.id, d.rev::text as state
    from (select id, split_part(id, '|', 1) as who, split_part(id, '|', 2) as channel, split_part(id, '|', 3) as root
          from unnest(${list(ids)}::text[]) as i(id)) x
    join draft d on d.user_id = x.who and d.channel_id = x.channel and d.root_id = x.root`;
}

/** `full`, of people who have no room for another draft. */
export function fullOfDrafts(ids: readonly string[]): Part {
  return part`
    select user_id as id, 'full' as state from draft
    where user_id = any(${list(ids)}::text[]) group by user_id having count(*) >= ${limits.drafts}`;
}
