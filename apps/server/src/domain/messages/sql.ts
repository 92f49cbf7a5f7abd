import type { Message, Reaction } from '@roost/protocol/entities';
import type { LoggedEvent, Statement, Tx } from '../../log/item.ts';
import { toLoggedEvent, type EventRow } from '../../log/upcast.ts';
import { flags, list, names, numbers, rows as inRows, words } from '../../storage/columns.ts';
import { part } from '../../storage/part.ts';
import type { Part } from '../../storage/part.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { acknowledgedOf, dropAcknowledgements } from '../acknowledgements/sql.ts';
import { ballotsOf, dropVotes } from '../polls/sql.ts';
import { toMessage, type MessageRow } from './entity.ts';

type Reader = Sql | TransactionSql;

const messageColumns = (sql: Reader) => sql`
  m.id, m.workspace_id as workspace, m.channel_id as channel, m.author_id as author, m.client_id as "clientId", m.text, m.reached, m.mentioned,
  m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt", m.thread_root_id as "threadRoot", m.in_channel as "inChannel",
  m.third_person as "thirdPerson",
  m.reply_count as "replyCount", m.last_reply_at as "lastReplyAt", m.reply_users as "replyUsers", m.system, m.files,
  m.pinned_by as "pinnedBy", m.pinned_at as "pinnedAt", m.quote, m.poll, ${ballotsOf(sql)} as ballots, m.priority, ${acknowledgedOf(sql)} as acknowledged, m.backfill,
  coalesce(m.event_seqs[array_upper(m.event_seqs, 1)], 0) as "textSeq", m.rev`;

/** One message, deleted or not. */
export async function findMessageRow(sql: Reader, id: string): Promise<MessageRow | null> {
  const [row] = await sql<MessageRow[]>`select ${messageColumns(sql)} from message m where m.id = ${id}`;
  return row ?? null;
}

/** The events that hold the message's texts before a place in its stream, the newest first. */
export async function eventsOfText(
  sql: Sql,
  { id, workspace }: MessageRow,
  before: number,
  limit: number,
): Promise<LoggedEvent<'message.posted' | 'message.edited'>[]> {
  const rows = await sql<EventRow[]>`
    select e.* from message m cross join lateral unnest(m.event_seqs) as held(seq)
    join event e on e.stream = ${workspace} and e.seq = held.seq
    where m.id = ${id} and m.deleted_at is null and held.seq < ${before} order by e.seq desc limit ${limit}`;
  return rows.map((row) => toLoggedEvent(row) as LoggedEvent<'message.posted' | 'message.edited'>);
}

/** The message as it stands now, with its reactions. */
export async function readMessage(sql: Sql, id: string): Promise<Message | null> {
  // One statement, so that the reactions and the message are of one instant.
  const [row] = await sql<(MessageRow & { reactions: Reaction[] })[]>`
    select ${messageColumns(sql)}, ${reactionsOf(sql)} as reactions from message m where m.id = ${id}`;
  if (!row) return null;
  const { reactions, ...message } = row;
  return toMessage(message, reactions);
}

/** These messages as they stand now, in any order. */
export async function readMessages(tx: TransactionSql, ids: readonly string[]): Promise<Message[]> {
  const rows = await tx<
    MessageRow[]
  >`select ${messageColumns(tx)} from message m where m.id = any(${[...ids]}::text[])`;
  return withReactions(tx, rows);
}

const reactionsOf = (sql: Reader) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('emoji', e.emoji, 'users', e.users) order by e.first), '[]')
   from (select r.emoji, min(r.seq) as first, jsonb_agg(r.user_id order by r.seq) as users
         from reaction r where r.message_id = m.id group by r.emoji) e)`;

/** A run of messages: those of a channel's timeline, or the replies to a message. */
export type Run = { channel: string } | { root: string };

// What a deletion leaves in a timeline is a tombstone if there are replies to it, else nothing.
const inRun = (tx: TransactionSql, run: Run) =>
  'root' in run
    ? tx`m.thread_root_id = ${run.root} and m.deleted_at is null`
    : tx`m.channel_id = ${run.channel} and (m.thread_root_id is null or m.in_channel) and (m.deleted_at is null or m.reply_count > 0)`;

/** Up to `limit` messages of the run before an instant, newest first. */
export async function messagesBefore(
  tx: TransactionSql,
  run: Run,
  before: number,
  limit: number,
): Promise<MessageRow[]> {
  return tx<MessageRow[]>`
    select ${messageColumns(tx)} from message m
    where ${inRun(tx, run)} and m.created_at < ${before} order by m.created_at desc limit ${limit}`;
}

/** Up to `limit` messages of the run from an instant on, oldest first. */
export async function messagesFrom(tx: TransactionSql, run: Run, from: number, limit: number): Promise<MessageRow[]> {
  return tx<MessageRow[]>`
    select ${messageColumns(tx)} from message m
    where ${inRun(tx, run)} and m.created_at >= ${from} order by m.created_at limit ${limit}`;
}

/** Up to `limit` pinned messages of a channel, the newest pin first. */
export async function pinnedBefore(
  tx: TransactionSql,
  channel: string,
  before: number,
  limit: number,
): Promise<MessageRow[]> {
  return tx<MessageRow[]>`
    select ${messageColumns(tx)} from message m
    where m.channel_id = ${channel} and m.pinned_at < ${before} order by m.pinned_at desc limit ${limit}`;
}

/** Those of the messages that are there. */
export async function messagesOf(tx: TransactionSql, ids: readonly string[]): Promise<MessageRow[]> {
  return tx<MessageRow[]>`
    select ${messageColumns(tx)} from message m where m.id = any(${ids as string[]}::text[]) and m.deleted_at is null`;
}

/** The rows as messages, in their order, with reactions in the order in which they first came. */
export async function withReactions(tx: TransactionSql, rows: readonly MessageRow[]): Promise<Message[]> {
  const ids = rows.map((row) => row.id);
  const found = await tx<{ message: string; emoji: string; users: string[] }[]>`
    select message_id as message, emoji, array_agg(user_id order by seq) as users
    from reaction where message_id = any(${ids}::text[]) group by message_id, emoji order by message_id, min(seq)`;
  const reactions = new Map<string, Reaction[]>();
  for (const { message, emoji, users } of found) {
    const theirs = reactions.get(message);
    if (theirs) theirs.push({ emoji, users });
    else reactions.set(message, [{ emoji, users }]);
  }
  return rows.map((row) => toMessage(row, reactions.get(row.id) ?? []));
}

export interface PostedRow {
  id: string;
  workspace: string;
  channel: string;
  author: string;
  clientId: string;
  text: string;
  at: number;
  seq: number;
  /** What most messages have none of. */
  more: More | null;
}

interface More {
  threadRoot: string | null;
  inChannel: boolean;
  thirdPerson: boolean;
  reached: string | null;
  system: string | null;
  files: string | null;
  quote: string | null;
  poll: string | null;
  priority: string | null;
  asks: boolean;
  backfill: boolean;
}

export function insertMessages(rows: readonly PostedRow[]): Part {
  const columns = {
    id: names(rows.map(({ id }) => id)),
    workspace: names(rows.map(({ workspace }) => workspace)),
    channel: names(rows.map(({ channel }) => channel)),
    author: names(rows.map(({ author }) => author)),
    client_id: names(rows.map(({ clientId }) => clientId)),
    text: words(rows.map(({ text }) => text)),
    at: numbers(rows.map(({ at }) => at)),
    seq: numbers(rows.map(({ seq }) => seq)),
  };
  if (rows.every(({ more }) => more === null))
    return part`
      insert into message (id, workspace_id, channel_id, author_id, client_id, text, created_at, rev, event_seqs)
      select id, workspace, channel, author, client_id, text, at, seq, array[seq] from ${inRows('x', columns)}`;
  return part`
    insert into message (id, workspace_id, channel_id, author_id, client_id, text, created_at, rev, event_seqs,
      thread_root_id, in_channel, third_person, reached, system, files, quote, poll, priority, asks_acknowledgement, backfill)
    select id, workspace, channel, author, client_id, text, at, seq, array[seq],
      root, in_channel = 1, third_person = 1, reached::jsonb, system::jsonb, files::jsonb, quote::jsonb, poll::jsonb, priority, asks = 1, backfill = 1
    from ${inRows('x', { ...columns, ...columnsOfMore(rows) })}`;
}

function columnsOfMore(rows: readonly PostedRow[]) {
  return {
    root: names(rows.map(({ more }) => more?.threadRoot ?? null)),
    in_channel: flags(rows.map(({ more }) => more?.inChannel ?? false)),
    third_person: flags(rows.map(({ more }) => more?.thirdPerson ?? false)),
    reached: words(rows.map(({ more }) => more?.reached ?? null)),
    system: words(rows.map(({ more }) => more?.system ?? null)),
    files: words(rows.map(({ more }) => more?.files ?? null)),
    quote: words(rows.map(({ more }) => more?.quote ?? null)),
    poll: words(rows.map(({ more }) => more?.poll ?? null)),
    priority: names(rows.map(({ more }) => more?.priority ?? null)),
    asks: flags(rows.map(({ more }) => more?.asks ?? false)),
    backfill: flags(rows.map(({ more }) => more?.backfill ?? false)),
  };
}

/** Moves the clocks of channels on: `at` for everything that stands on them, `messageAt` for messages of the timeline. */
export function advanceChannels(rows: readonly { channel: string; at: number; messageAt: number | null }[]): Part {
  const moved = new Map<string, { at: number; messageAt: number | null }>();
  for (const { channel, at, messageAt } of rows) {
    const last = moved.get(channel);
    if (!last) moved.set(channel, { at, messageAt });
    else {
      last.at = Math.max(last.at, at);
      if (messageAt !== null) last.messageAt = Math.max(last.messageAt ?? 0, messageAt);
    }
  }
  const last = [...moved.values()];
  const columns = {
    channel: names([...moved.keys()]),
    at: numbers(last.map(({ at }) => at)),
    message_at: numbers(last.map(({ messageAt }) => messageAt)),
  };
  return part`
    update channel c set last_at = greatest(c.last_at, x.at),
      last_message_at = case when x.message_at is null then c.last_message_at
        else greatest(coalesce(c.last_message_at, 0), x.message_at) end
    from ${inRows('x', columns)} where c.id = x.channel`;
}

/** Counts new replies at their roots. */
export interface ReplyRow {
  root: string;
  author: string;
  at: number;
  seq: number;
}

export function countReplies(rows: readonly ReplyRow[]): Part {
  const column = (name: keyof ReplyRow) => list(rows.map((row) => row[name]));
  return part`
    update message m set reply_count = m.reply_count + x.n, last_reply_at = greatest(coalesce(m.last_reply_at, 0), x.at),
      rev = greatest(m.rev, x.seq),
      reply_users = (select array_agg(who order by nth) from (
        select who, min(nth) as nth from unnest(m.reply_users || x.authors) with ordinality as u(who, nth)
        group by who order by min(nth) limit 3) first_three)
    from (select root, count(*)::int as n, max(at) as at, max(seq) as seq, array_agg(author order by seq) as authors
          from unnest(${column('root')}::text[], ${column('author')}::text[],
            ${column('at')}::bigint[], ${column('seq')}::bigint[]) as r(root, author, at, seq)
          group by root) x
    where m.id = x.root`;
}

interface EditedRow {
  id: string;
  text: string;
  reached: string | null;
  mentioned: string | null;
  /** The newest instant at which an edit mentioned somebody anew. */
  mentionedAt: number | null;
  at: number;
  seq: number;
}

export function updateTexts(tx: Tx, rows: readonly EditedRow[]): Statement {
  return tx`
    update message m set text = x.text, reached = x.reached::jsonb, mentioned = x.mentioned::jsonb, mentioned_at = x.mentioned_at,
      edited_at = x.at, rev = greatest(m.rev, x.seq), event_seqs = m.event_seqs || x.seq
    from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.text)}::text[],
      ${rows.map((row) => row.reached)}::text[], ${rows.map((row) => row.mentioned)}::text[], ${rows.map((row) => row.mentionedAt)}::bigint[],
      ${rows.map((row) => row.at)}::bigint[], ${rows.map((row) => row.seq)}::bigint[])
      as x(id, text, reached, mentioned, mentioned_at, at, seq)
    where m.id = x.id`;
}

export interface DeletedRow {
  id: string;
  at: number;
  seq: number;
  stream: string;
  root: string | null;
}

/**
 * What was deleted leaves a tombstone without text, files and reactions, also in the events that carried the text: nothing deleted
 * can be replayed [M4].
 */
export function deleteMessages(tx: Tx, rows: readonly DeletedRow[]): Statement[] {
  const ids = rows.map((row) => row.id);
  const replies = rows.filter((row) => row.root !== null);
  return [
    tx`
      update event e set data = jsonb_set(e.data, '{message,text}', '""') #- '{message,files}' #- '{message,reached}' #- '{message,mentioned}' #- '{message,quote}' #- '{message,poll}' #- '{message,thirdPerson}'
      from unnest(${ids}::text[], ${rows.map((row) => row.stream)}::text[]) as x(id, stream)
      join message m on m.id = x.id cross join lateral unnest(m.event_seqs) as held(seq)
      where e.stream = x.stream and e.seq = held.seq`,
    tx`
      update message m set text = '', third_person = false, reached = null, mentioned = null, mentioned_at = null, files = null, quote = null, poll = null, priority = null, asks_acknowledgement = false, pinned_by = null, pinned_at = null, deleted_at = x.at, rev = greatest(m.rev, x.seq)
      from unnest(${ids}::text[], ${rows.map((row) => row.at)}::bigint[], ${rows.map((row) => row.seq)}::bigint[])
        as x(id, at, seq) where m.id = x.id`,
    tx`delete from reaction where message_id = any(${ids}::text[])`,
    dropVotes(tx, ids),
    dropAcknowledgements(tx, ids),
    ...(replies.length > 0 ? [uncountReplies(tx, replies)] : []),
  ];
}

function uncountReplies(tx: Tx, rows: readonly DeletedRow[]): Statement {
  return tx`
    update message m set reply_count = greatest(m.reply_count - x.n, 0), rev = greatest(m.rev, x.seq),
      last_reply_at = case when m.reply_count > x.n then m.last_reply_at end,
      reply_users = case when m.reply_count > x.n then m.reply_users else '{}' end
    from (select root, count(*)::int as n, max(seq) as seq
          from unnest(${rows.map((row) => row.root)}::text[], ${rows.map((row) => row.seq)}::bigint[]) as r(root, seq)
          group by root) x
    where m.id = x.root`;
}

/** `live` or `deleted`, of those that exist. */
export function messageStates(ids: readonly string[]): Part {
  return part`
    select id, case when deleted_at is null then 'live' else 'deleted' end as state from message where id = any(${list(ids)}::text[])`;
}

/** The event that holds the present text, of those that exist. */
export function textStates(ids: readonly string[]): Part {
  return part`
    select id, coalesce(event_seqs[array_upper(event_seqs, 1)], 0)::text as state from message where id = any(${list(ids)}::text[])`;
}

/** `open` for replies, or `gone`: deleted, and without replies that would hold its place. */
export function threadStates(ids: readonly string[]): Part {
  return part`
    select id, case when deleted_at is null or reply_count > 0 then 'open' else 'gone' end as state
    from message where id = any(${list(ids)}::text[])`;
}
