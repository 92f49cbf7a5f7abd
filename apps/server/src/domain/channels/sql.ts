import type { Channel } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { toChannel, type ChannelRow } from './entity.ts';

type Reader = Sql | TransactionSql;

const channelColumns = (sql: Reader) => sql`
  c.id, c.workspace_id as workspace, c.kind, c.name, c.topic, c.description, c.admins, c.posting, c.newcomers, c.bookmarks is not null as bookmarked,
  c.direct_key as "directKey", c.general, c.created_by as "createdBy",
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

/** The direct channels that somebody is in, the newest message first. */
export async function readDirects(
  tx: Reader,
  page: { workspace: string; user: string; before: number | null; limit: number },
): Promise<{ channel: Channel; message: string }[]> {
  const { workspace, user, before, limit } = page;
  const rows = await tx<(ChannelRow & { message: string })[]>`
    select ${channelColumns(tx)}, newest.id as message
    from membership m join channel c on c.id = m.channel_id
    cross join lateral (
      select n.id, n.created_at from message n
      where n.channel_id = c.id and (n.thread_root_id is null or n.in_channel) and n.deleted_at is null
      order by n.created_at desc limit 1) newest
    where m.user_id = ${user} and c.workspace_id = ${workspace} and c.kind = 'direct'
      ${before === null ? tx`` : tx`and newest.created_at < ${before}`}
    order by newest.created_at desc limit ${limit}`;
  return rows.map(({ message, ...row }) => ({ channel: toChannel(row), message }));
}

export interface ListedChannel {
  channel: Channel;
  joined: boolean;
}

/** Channels by name: the public ones (not for guests) and those that `user` is in, without direct ones. `like` is a pattern in lower case. */
export async function listChannels(
  sql: Sql,
  page: {
    workspace: string;
    user: string;
    guest: boolean;
    like: string | null;
    archived: boolean;
    only: Only | undefined;
    after: string | null;
    limit: number;
  },
): Promise<{ channels: ListedChannel[]; last: string | null }> {
  const { after, limit } = page;
  const rows = await sql<(ChannelRow & { nameKey: string; joined: boolean })[]>`
    select ${channelColumns(sql)}, c.name_key as "nameKey", mine.user_id is not null as joined
    ${listed(sql, page)} ${after === null ? sql`` : sql`and c.name_key > ${after}`}
    order by c.name_key limit ${limit}`;
  const channels = rows.map(({ joined, nameKey: _, ...row }) => ({ channel: toChannel(row), joined }));
  return { channels, last: rows.at(-1)?.nameKey ?? null };
}

type Only = 'joined' | 'notJoined' | 'private';

export interface Listing {
  workspace: string;
  user: string;
  guest: boolean;
  like: string | null;
  archived: boolean;
  only: Only | undefined;
}

const listed = (sql: Sql, { workspace, user, guest, like, archived, only }: Listing) => sql`
  from channel c left join membership mine on mine.channel_id = c.id and mine.user_id = ${user}
  where c.workspace_id = ${workspace} and c.kind <> 'direct' and ((c.kind = 'public' and not ${guest}) or mine.user_id is not null)
    and (c.archived_at is not null) = ${archived}
    ${only === 'joined' ? sql`and mine.user_id is not null` : only === 'notJoined' ? sql`and mine.user_id is null` : sql``}
    ${only === 'private' ? sql`and c.kind = 'private'` : sql``}
    ${like === null ? sql`` : sql`and c.name_key like ${like}`}`;

/** What orders the same channels otherwise than by name. */
export interface ChannelOrder {
  id: string;
  nameKey: string;
  joined: boolean;
  createdAt: number;
  lastMessageAt: number;
}

export async function channelOrders(sql: Sql, listing: Listing): Promise<ChannelOrder[]> {
  return await sql<ChannelOrder[]>`
    select c.id, c.name_key as "nameKey", mine.user_id is not null as joined, c.created_at as "createdAt",
      coalesce(c.last_message_at, 0) as "lastMessageAt"
    ${listed(sql, listing)}`;
}

/** Of these, as they are named. */
export async function channelsOf(sql: Sql, ids: readonly string[]): Promise<Map<string, Channel>> {
  const rows = await sql<ChannelRow[]>`
    select ${channelColumns(sql)} from channel c where c.id = any(${[...ids]}::text[])`;
  return new Map(rows.map((row) => [row.id, toChannel(row)]));
}

export interface SavedChannel extends Omit<ChannelRow, 'general' | 'bookmarked'> {
  general: number;
  nameKey: string | null;
}

/** What a channel says of itself beside its name, as text: arrays of arrays have no column type. */
function about({ description, admins, posting, newcomers }: SavedChannel): string {
  return JSON.stringify({ description, admins, posting, newcomers });
}

const aboutColumns = (tx: Tx) => tx`
  x.about ->> 'description', case when jsonb_typeof(x.about -> 'admins') = 'array'
    then array(select jsonb_array_elements_text(x.about -> 'admins')) end,
  nullif(x.about -> 'posting', 'null'), (x.about ->> 'newcomers')::boolean`;

export function insertChannels(tx: Tx, rows: readonly SavedChannel[]): Statement {
  const column = <K extends keyof SavedChannel>(name: K) => rows.map((row) => row[name]) as string[];
  return tx`
    insert into channel (id, workspace_id, kind, name, name_key, topic, direct_key, general, created_by, created_at, archived_at, rev,
      description, admins, posting, newcomers)
    select id, workspace, kind, name, name_key, topic, direct_key, general = 1, created_by, created_at, archived_at, rev, ${aboutColumns(tx)}
    from (select *, said::jsonb as about from unnest(${column('id')}::text[], ${column('workspace')}::text[], ${column('kind')}::text[],
      ${column('name')}::text[], ${column('nameKey')}::text[], ${column('topic')}::text[], ${column('directKey')}::text[],
      ${column('general')}::int4[], ${column('createdBy')}::text[], ${column('createdAt')}::bigint[], ${column('archivedAt')}::bigint[],
      ${column('rev')}::bigint[], ${rows.map(about)}::text[])
      as r(id, workspace, kind, name, name_key, topic, direct_key, general, created_by, created_at, archived_at, rev, said)) x`;
}

export function updateChannels(tx: Tx, rows: readonly SavedChannel[]): Statement {
  const column = <K extends keyof SavedChannel>(name: K) => rows.map((row) => row[name]) as string[];
  return tx`
    update channel c set kind = x.kind, name = x.name, name_key = x.name_key, topic = x.topic, archived_at = x.archived_at,
      direct_key = x.direct_key, rev = greatest(c.rev, x.rev), (description, admins, posting, newcomers) = row(${aboutColumns(tx)})
    from (select distinct on (id) *, said::jsonb as about from unnest(${column('id')}::text[], ${column('kind')}::text[],
        ${column('name')}::text[], ${column('nameKey')}::text[], ${column('topic')}::text[], ${column('archivedAt')}::bigint[],
        ${column('directKey')}::text[], ${column('rev')}::bigint[], ${rows.map(about)}::text[])
        as r(id, kind, name, name_key, topic, archived_at, direct_key, rev, said) order by id, rev desc) x
    where c.id = x.id`;
}

/** Every name that a channel has had leads to it, until another has it. */
export function keepNames(tx: Tx, rows: readonly SavedChannel[]): Statement {
  const named = rows.filter(({ nameKey }) => nameKey !== null);
  return tx`
    insert into channel_name as n (channel_id, name_key, workspace_id, rev)
    select channel, name_key, workspace, max(rev)
    from unnest(${named.map(({ id }) => id)}::text[], ${named.map(({ nameKey }) => nameKey!)}::text[],
      ${named.map(({ workspace }) => workspace)}::text[], ${named.map(({ rev }) => rev)}::bigint[]) as x(channel, name_key, workspace, rev)
    group by channel, name_key, workspace
    on conflict (channel_id, name_key) do update set rev = greatest(n.rev, excluded.rev)`;
}

/** Which channels are or were called so: the one that is comes first, then those that were, the last one first. */
export async function channelsEverNamed(sql: Sql, workspace: string, nameKey: string): Promise<Channel[]> {
  const rows = await sql<ChannelRow[]>`
    select ${channelColumns(sql)} from channel_name n join channel c on c.id = n.channel_id
    where n.workspace_id = ${workspace} and n.name_key = ${nameKey}
    order by c.name_key = n.name_key desc, n.rev desc limit 20`;
  return rows.map(toChannel);
}

/**
 * Nothing of a deleted channel is found from here on; who was in it is kept, for whom the event concerns. What was written there is
 * erased later, in steps: `eraseDeleted`.
 */
export function deleteChannels(tx: Tx, rows: readonly { id: string; workspace: string; at: number }[]): Statement[] {
  const ids = rows.map(({ id }) => id);
  return [
    tx`
      insert into deleted_channel (id, workspace_id, deleted_at, members)
      select x.id, x.workspace, x.at, array(select m.user_id from membership m where m.channel_id = x.id)
      from unnest(${ids}::text[], ${rows.map(({ workspace }) => workspace)}::text[], ${rows.map(({ at }) => at)}::bigint[])
        as x(id, workspace, at)`,
    tx`delete from membership where channel_id = any(${ids}::text[])`,
    tx`delete from thread_follow where channel_id = any(${ids}::text[])`,
    tx`delete from channel_name where channel_id = any(${ids}::text[])`,
    tx`delete from channel where id = any(${ids}::text[])`,
  ];
}

/** Where a channel was that has been deleted. */
export async function workspaceOfDeleted(sql: Sql, channel: string): Promise<string | null> {
  const [row] = await sql<{ workspace: string }[]>`
    select workspace_id as workspace from deleted_channel where id = ${channel}`;
  return row?.workspace ?? null;
}

export function touchChannels(tx: Tx, rows: readonly { id: string; seq: number }[]): Statement {
  return tx`
    update channel c set rev = greatest(c.rev, x.seq)
    from (select id, max(seq) as seq from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.seq)}::bigint[])
      as r(id, seq) group by id) x
    where c.id = x.id`;
}
