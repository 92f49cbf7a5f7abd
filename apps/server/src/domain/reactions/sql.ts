import type { Statement, Tx } from '../../log/item.ts';
import { list } from '../../storage/columns.ts';
import { part, statement } from '../../storage/part.ts';
import type { Part } from '../../storage/part.ts';
import type { Sql } from '../../storage/sql.ts';

export interface ReactionKey {
  message: string;
  user: string;
  emoji: string;
}

/** As guards and touches name it. No part contains the separator. */
export function reactionId({ message, user, emoji }: ReactionKey): string {
  return `${message}|${user}|${emoji}`;
}

export async function hasReaction(sql: Sql, { message, user, emoji }: ReactionKey): Promise<boolean> {
  const found = await sql`
    select 1 from reaction where message_id = ${message} and user_id = ${user} and emoji = ${emoji}`;
  return found.length > 0;
}

/** Which emoji are on a message; `limit` of them, when there may be more. */
export async function emojiOn(sql: Sql, message: string, limit: number): Promise<string[]> {
  // One step down the index per emoji, however many people gave it.
  const rows = await sql<{ emoji: string }[]>`
    with recursive kinds as (
      (select emoji from reaction where message_id = ${message} order by emoji limit 1)
      union all
      select (select r.emoji from reaction r where r.message_id = ${message} and r.emoji > k.emoji order by r.emoji limit 1)
      from kinds k where k.emoji is not null)
    select emoji from kinds where emoji is not null limit ${limit}`;
  return rows.map((row) => row.emoji);
}

type ReactionRow = ReactionKey & { seq: number };
/** `of`: whose activity it is; nobody's where that is not known, or where somebody reacts to what they wrote themselves. */
type AddedRow = ReactionRow & { at: number; of: string | null };

const columns = (rows: readonly ReactionRow[]) => ({
  messages: rows.map((row) => row.message),
  users: rows.map((row) => row.user),
  emojis: rows.map((row) => row.emoji),
  seqs: rows.map((row) => row.seq),
});

export function insertReactions(rows: readonly AddedRow[]): Part[] {
  const { messages, users, emojis, seqs } = columns(rows);
  return [
    part`
      insert into reaction (message_id, user_id, emoji, seq, at, author_id)
      select message, who, emoji, seq, at, author
      from unnest(${list(messages)}::text[], ${list(users)}::text[], ${list(emojis)}::text[], ${list(seqs)}::bigint[],
        ${list(rows.map((row) => row.at))}::bigint[], ${list(rows.map((row) => row.of))}::text[]) as x(message, who, emoji, seq, at, author)`,
    touchMessages(messages, seqs),
  ];
}

/**
 * Takes reactions away. Emoji stand in the order in which they first came, and go on standing there when the first who used one takes
 * it back: the next one of that emoji inherits the place.
 */
export function deleteReactions(tx: Tx, rows: readonly ReactionRow[]): Statement[] {
  const { messages, users, emojis, seqs } = columns(rows);
  return [
    tx`
      with gone as (
        delete from reaction r using unnest(${messages}::text[], ${users}::text[], ${emojis}::text[]) as x(message, who, emoji)
        where r.message_id = x.message and r.user_id = x.who and r.emoji = x.emoji
        returning r.message_id, r.user_id, r.emoji, r.seq)
      update reaction r set seq = place.seq
      from (select message_id, emoji, min(seq) as seq from gone group by message_id, emoji) place,
        lateral (select h.user_id from reaction h
          where h.message_id = place.message_id and h.emoji = place.emoji
            and not exists (select 1 from gone g
              where g.message_id = h.message_id and g.emoji = h.emoji and g.user_id = h.user_id)
          order by h.seq limit 1) heir
      where r.message_id = place.message_id and r.emoji = place.emoji and r.user_id = heir.user_id and r.seq > place.seq`,
    statement(tx, touchMessages(messages, seqs)),
  ];
}

function touchMessages(messages: string[], seqs: number[]): Part {
  return part`
    update message m set rev = greatest(m.rev, x.seq)
    from (select id, max(seq) as seq from unnest(${list(messages)}::text[], ${list(seqs)}::bigint[]) as r(id, seq) group by id) x
    where m.id = x.id`;
}

/** `present`; what is not has no row. */
export function reactionStates(ids: readonly string[]): Part {
  return part`
    select x.id, 'present' as state
    from (select id, split_part(id, '|', 1) as message, split_part(id, '|', 2) as who, split_part(id, '|', 3) as emoji
          from unnest(${list(ids)}::text[]) as i(id)) x
    join reaction r on r.message_id = x.message and r.user_id = x.who and r.emoji = x.emoji`;
}
