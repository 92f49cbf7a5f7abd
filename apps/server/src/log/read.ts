import type { Sql } from 'postgres';
import { list } from '../storage/columns.ts';
import { findKeys, toHead } from './burst.ts';
import { answerOf } from './numbering.ts';
import { toLoggedEvent } from './upcast.ts';
import type { EventRow } from './upcast.ts';
import type { Item, KnownHead, Log, LoggedEvent, ReadRequest, StreamHead, Tx } from './item.ts';

/*
 * Reading the log. A stretch of a stream is read in seq order by the primary key; when the stretch is long and only some audiences are
 * wanted, by the index (stream, audience, seq), `limit` rows of each at most, so that a busy workspace costs a reader of few
 * channels little.
 */

const SHORT_STRETCH = 2_000;

/** Events of a stream after `after`, up to and including `upTo`, oldest first. */
export async function readEvents(sql: Tx, request: ReadRequest): Promise<LoggedEvent[]> {
  if (request.upTo <= request.after || request.limit <= 0) return [];
  const { audiences, after, upTo } = request;
  const rows = await (audiences === undefined
    ? readAll(sql, request)
    : upTo - after <= SHORT_STRETCH
      ? readStretch(sql, request, audiences)
      : readByAudience(sql, request, audiences));
  return rows.map(toLoggedEvent);
}

/** The stored heads of streams; those that do not exist are absent. */
export async function readHeads(sql: Tx, streams: readonly string[]): Promise<Map<string, StreamHead>> {
  if (streams.length === 0) return new Map();
  const rows = await sql<StreamHead[]>`
    select id as stream, epoch, seq, rules_rev as "rulesRev", resume_floor as "resumeFloor"
    from stream where id = any(${streams as string[]})`;
  return new Map(rows.map((row) => [row.stream, toHead(row)]));
}

/**
 * The stored heads of those of these streams that are not where they are known to be. Somebody asks every second for everybody who is
 * connected, and mostly nothing moved: so the lists go as one text each, and nothing comes back.
 */
export async function readMovedHeads(sql: Tx, known: readonly KnownHead[]): Promise<StreamHead[]> {
  if (known.length === 0) return [];
  const rows = await sql<StreamHead[]>`
    select s.id as stream, s.epoch, s.seq, s.rules_rev as "rulesRev", s.resume_floor as "resumeFloor"
    from unnest(${list(known.map(({ stream }) => stream))}::text[], ${list(known.map(({ epoch }) => epoch))}::text[],
                ${list(known.map(({ seq }) => seq))}::bigint[], ${list(known.map(({ resumeFloor }) => resumeFloor))}::bigint[])
      k (id, epoch, seq, resume_floor)
    join stream s on s.id = k.id
    where s.epoch <> k.epoch or s.seq <> k.seq or s.resume_floor <> k.resume_floor`;
  return rows.map(toHead);
}

/** What a key answered before, if it did. */
export async function lookUpKey(sql: Sql, key: NonNullable<Item['key']>): ReturnType<Log['lookup']> {
  const [used] = await findKeys(sql, [key]);
  return used ? answerOf(used, key) : null;
}

function readAll(sql: Tx, { stream, after, upTo, backfill, limit }: ReadRequest): PromiseLike<EventRow[]> {
  return sql<EventRow[]>`
    select * from event
    where stream = ${stream} and seq > ${after} and seq <= ${upTo} and (${backfill ? 1 : 0}::int4 = 1 or not backfill)
    order by seq limit ${limit}`;
}

function readStretch(sql: Tx, request: ReadRequest, audiences: string[]): PromiseLike<EventRow[]> {
  const { stream, after, upTo, leavesOf, backfill, limit } = request;
  return sql<EventRow[]>`
    select * from event
    where stream = ${stream} and seq > ${after} and seq <= ${upTo} and (${backfill ? 1 : 0}::int4 = 1 or not backfill)
      and (audience = any(${audiences}) or (type = 'member.left' and data ->> 'user' = ${leavesOf ?? ''}))
    order by seq limit ${limit}`;
}

function readByAudience(sql: Tx, request: ReadRequest, audiences: string[]): PromiseLike<EventRow[]> {
  const { stream, after, upTo, leavesOf, backfill, limit } = request;
  return sql<EventRow[]>`
    select * from (
      select e.* from (select distinct unnest(${audiences}::text[]) as id) a
      cross join lateral (
        select * from event
        where stream = ${stream} and audience = a.id and seq > ${after} and seq <= ${upTo}
          and (${backfill ? 1 : 0}::int4 = 1 or not backfill)
        order by seq limit ${limit}) e
      union all
      select * from event
      where ${leavesOf ?? ''} <> '' and stream = ${stream} and seq > ${after} and seq <= ${upTo} and type = 'member.left'
        and data ->> 'user' = ${leavesOf ?? ''} and audience <> all(${audiences}::text[])
        and (${backfill ? 1 : 0}::int4 = 1 or not backfill)
    ) found order by seq limit ${limit}`;
}
