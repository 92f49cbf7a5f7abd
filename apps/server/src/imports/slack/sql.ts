import type { Statement, Tx } from '../../log/item.ts';
import type { Sql } from '../../storage/sql.ts';

const source = 'slack';

/** What of Slack's has become which of ours in this workspace. */
export async function externalIds(sql: Sql, workspace: string): Promise<Map<string, string>> {
  const rows = await sql<{ externalId: string; id: string }[]>`
    select external_id as "externalId", id from external_id where workspace_id = ${workspace} and source = ${source}`;
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

export function saveExternalIds(
  tx: Tx,
  workspace: string,
  pairs: readonly (readonly [externalId: string, id: string])[],
): Statement {
  return tx`
    insert into external_id (workspace_id, source, external_id, id)
    select ${workspace}, ${source}, e, i
    from unnest(${pairs.map(([externalId]) => externalId)}::text[], ${pairs.map(([, id]) => id)}::text[]) as x(e, i)
    on conflict do nothing`;
}

/** Users of the workspace by the e-mail of their account. */
export async function usersByEmail(
  sql: Sql,
  workspace: string,
  emails: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ email: string; id: string }[]>`
    select a.email, u.id from account a join users u on u.account_id = a.id
    where u.workspace_id = ${workspace} and a.email = any(${[...emails]}::text[])`;
  return new Map(rows.map((row) => [row.email, row.id]));
}

/** Which of these commands took effect before, as `author key`. */
export async function usedKeys(sql: Sql, keys: readonly { author: string; key: string }[]): Promise<Set<string>> {
  const rows = await sql<{ used: string }[]>`
    select k.author || ' ' || k.key as used
    from unnest(${keys.map(({ author }) => author)}::text[], ${keys.map(({ key }) => key)}::text[]) as n(author, key)
    join command_key k on k.author = n.author and k.key = n.key`;
  return new Set(rows.map((row) => row.used));
}

/** Channels of these that got history after the last time that their members were told of any. */
export async function untoldBackfill(sql: Sql, workspace: string, channels: readonly string[]): Promise<string[]> {
  const rows = await sql<{ channel: string }[]>`
    select audience as channel from event
    where stream = ${workspace} and audience = any(${[...channels]}::text[])
    group by audience
    having max(seq) filter (where backfill) > coalesce(max(seq) filter (where type = 'channel.backfilled'), 0)
    order by audience`;
  return rows.map((row) => row.channel);
}

/** Everybody who is or ever was in the channel. */
export async function everMembers(sql: Sql, workspace: string, channel: string): Promise<Set<string>> {
  const rows = await sql<{ user: string }[]>`
    select distinct data->>'user' as user from event
    where stream = ${workspace} and audience = ${channel} and type = 'member.joined'`;
  return new Set(rows.map((row) => row.user));
}

/** All workspaces, oldest first. */
export async function allWorkspaces(sql: Sql): Promise<{ id: string; name: string }[]> {
  return await sql<{ id: string; name: string }[]>`select id, name from workspace order by created_at, id`;
}
