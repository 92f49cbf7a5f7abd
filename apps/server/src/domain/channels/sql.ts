import type { Channel } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { toChannel, type ChannelRow } from './entity.ts';

type Reader = Sql | TransactionSql;

const channelColumns = (sql: Reader) => sql`
  c.id, c.workspace_id as workspace, c.kind, c.name, c.topic, c.direct_key as "directKey", c.general, c.created_by as "createdBy",
  c.created_at as "createdAt", c.archived_at as "archivedAt", c.rev`;

/** A channel as it stands, or null. */
export async function readChannel(sql: Reader, id: string): Promise<Channel | null> {
  const [row] = await sql<ChannelRow[]>`select ${channelColumns(sql)} from channel c where c.id = ${id}`;
  return row ? toChannel(row) : null;
}

/** The channel whose name is compared as `nameKey`, or null. */
export async function channelNamed(sql: Sql, workspace: string, nameKey: string): Promise<Channel | null> {
  const [row] = await sql<ChannelRow[]>`
    select ${channelColumns(sql)} from channel c where c.workspace_id = ${workspace} and c.name_key = ${nameKey}`;
  return row ? toChannel(row) : null;
}

/** The direct channel of these people, or null. */
export async function directChannel(sql: Sql, workspace: string, directKey: string): Promise<Channel | null> {
  const [row] = await sql<ChannelRow[]>`
    select ${channelColumns(sql)} from channel c where c.workspace_id = ${workspace} and c.direct_key = ${directKey}`;
  return row ? toChannel(row) : null;
}

/** The channels that somebody is in. */
export async function readChannelsOf(tx: Reader, workspace: string, user: string): Promise<Channel[]> {
  const rows = await tx<ChannelRow[]>`
    select ${channelColumns(tx)} from membership m join channel c on c.id = m.channel_id
    where m.user_id = ${user} and c.workspace_id = ${workspace} order by c.id`;
  return rows.map(toChannel);
}

export interface ListedChannel {
  channel: Channel;
  joined: boolean;
}

/** Channels by name: the public ones and those that `user` is in, without direct ones. `like` is a pattern in lower case. */
export async function listChannels(
  sql: Sql,
  page: {
    workspace: string;
    user: string;
    like: string | null;
    archived: boolean;
    after: string | null;
    limit: number;
  },
): Promise<{ channels: ListedChannel[]; last: string | null }> {
  const { workspace, user, like, archived, after, limit } = page;
  const rows = await sql<(ChannelRow & { nameKey: string; joined: boolean })[]>`
    select ${channelColumns(sql)}, c.name_key as "nameKey", mine.user_id is not null as joined
    from channel c left join membership mine on mine.channel_id = c.id and mine.user_id = ${user}
    where c.workspace_id = ${workspace} and c.kind <> 'direct' and (c.kind = 'public' or mine.user_id is not null)
      and (c.archived_at is not null) = ${archived}
      ${like === null ? sql`` : sql`and c.name_key like ${like}`} ${after === null ? sql`` : sql`and c.name_key > ${after}`}
    order by c.name_key limit ${limit}`;
  const channels = rows.map(({ joined, nameKey: _, ...row }) => ({ channel: toChannel(row), joined }));
  return { channels, last: rows.at(-1)?.nameKey ?? null };
}

export interface SavedChannel extends Omit<ChannelRow, 'general'> {
  general: number;
  nameKey: string | null;
}

export function insertChannels(tx: Tx, rows: readonly SavedChannel[]): Statement {
  const column = <K extends keyof SavedChannel>(name: K) => rows.map((row) => row[name]);
  return tx`
    insert into channel (id, workspace_id, kind, name, name_key, topic, direct_key, general, created_by, created_at, archived_at, rev)
    select id, workspace, kind, name, name_key, topic, direct_key, general = 1, created_by, created_at, archived_at, rev
    from unnest(${column('id')}::text[], ${column('workspace')}::text[], ${column('kind')}::text[], ${column('name')}::text[],
      ${column('nameKey')}::text[], ${column('topic')}::text[], ${column('directKey')}::text[], ${column('general')}::int4[],
      ${column('createdBy')}::text[], ${column('createdAt')}::bigint[], ${column('archivedAt')}::bigint[],
      ${column('rev')}::bigint[])
      as x(id, workspace, kind, name, name_key, topic, direct_key, general, created_by, created_at, archived_at, rev)`;
}

export function updateChannels(tx: Tx, rows: readonly SavedChannel[]): Statement {
  const column = <K extends keyof SavedChannel>(name: K) => rows.map((row) => row[name]);
  return tx`
    update channel c set kind = x.kind, name = x.name, name_key = x.name_key, topic = x.topic, archived_at = x.archived_at,
      rev = greatest(c.rev, x.rev)
    from (select distinct on (id) * from unnest(${column('id')}::text[], ${column('kind')}::text[], ${column('name')}::text[],
        ${column('nameKey')}::text[], ${column('topic')}::text[], ${column('archivedAt')}::bigint[], ${column('rev')}::bigint[])
        as r(id, kind, name, name_key, topic, archived_at, rev) order by id, rev desc) x
    where c.id = x.id`;
}

export function touchChannels(tx: Tx, rows: readonly { id: string; seq: number }[]): Statement {
  return tx`
    update channel c set rev = greatest(c.rev, x.seq)
    from (select id, max(seq) as seq from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.seq)}::bigint[])
      as r(id, seq) group by id) x
    where c.id = x.id`;
}
