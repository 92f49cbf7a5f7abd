import type { User } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { toUser, type UserRow } from './entity.ts';

type Reader = Sql | TransactionSql;

export const userColumns = (sql: Reader) => sql`
  u.id, u.workspace_id as workspace, u.kind, u.name, u.handle, u.role, u.title, u.pronouns, u.time_zone as "timeZone", u.phone, u.status, u.quiet, u.away, u.hides_seen as "hidesSeen", u.imported, u.departed, u.deactivated,
  u.created_at as "createdAt", u.rev`;

/** Those of these people that are in the workspace, by id. */
export async function readUsers(sql: Reader, workspace: string, ids: readonly string[]): Promise<User[]> {
  const rows = await sql<UserRow[]>`
    select ${userColumns(sql)} from users u
    where u.workspace_id = ${workspace} and u.id = any(${[...ids]}::text[]) order by u.id`;
  return rows.map(toUser);
}

/** Everybody in the workspace, up to `limit` people. */
export async function readEverybody(sql: Reader, workspace: string, limit: number): Promise<User[]> {
  const rows = await sql<UserRow[]>`
    select ${userColumns(sql)} from users u where u.workspace_id = ${workspace} order by u.id limit ${limit}`;
  return rows.map(toUser);
}

/** The workspace that a user is in, or null. */
export async function workspaceOfUser(sql: Sql, user: string): Promise<string | null> {
  const [row] = await sql<{ workspace: string }[]>`select workspace_id as workspace from users where id = ${user}`;
  return row?.workspace ?? null;
}

/** The account or app that a user is, or null. */
export async function subjectOf(sql: Sql, user: string): Promise<string | null> {
  const [row] = await sql<{ subject: string | null }[]>`
    select coalesce(account_id, app_id) as subject from users where id = ${user}`;
  return row?.subject ?? null;
}

/** The account that somebody who was deactivated belongs to, or null. */
export async function formerAccountOf(sql: Sql, user: string): Promise<string | null> {
  const [row] = await sql<
    { account: string | null }[]
  >`select former_account_id as account from users where id = ${user}`;
  return row?.account ?? null;
}

/** Whether this account is somebody who was deactivated here. */
export async function isShutOut(sql: Sql, workspace: string, account: string): Promise<boolean> {
  const rows = await sql`
    select 1 from users where workspace_id = ${workspace} and former_account_id = ${account} and deactivated limit 1`;
  return rows.length > 0;
}

/** Where a page of people by name goes on. */
export interface PersonPlace {
  name: string;
  id: string;
}

const afterPlace = (sql: Reader, after: PersonPlace | null) =>
  after ? sql`and (lower(u.name), u.id) > (${after.name}, ${after.id})` : sql``;

/** People by name, of all or of `among`. `like` is a pattern for names and handles, in lower case. */
export async function listUsers(
  sql: Sql,
  page: {
    workspace: string;
    like: string | null;
    among: string[] | null;
    role: string | null;
    deactivated: boolean;
    after: PersonPlace | null;
    limit: number;
  },
): Promise<{ users: User[]; last: PersonPlace | null }> {
  const { workspace, like, among, role, deactivated, after, limit } = page;
  const matching = like === null ? sql`` : sql`and (lower(u.name) like ${like} or lower(u.handle) like ${like})`;
  const rows = await sql<(UserRow & { lowerName: string })[]>`
    select ${userColumns(sql)}, lower(u.name) as "lowerName" from users u
    where u.workspace_id = ${workspace} and ${deactivated ? sql`u.deactivated` : sql`not u.departed`}
      ${role === null ? sql`` : sql`and u.role = ${role}`} ${matching} ${among === null ? sql`` : sql`and u.id = any(${among}::text[])`} ${afterPlace(sql, after)} order by lower(u.name), u.id limit ${limit}`;
  return paged(rows);
}

/** The members of a channel, by name. */
export async function listMembers(
  sql: Sql,
  page: { channel: string; after: PersonPlace | null; limit: number },
): Promise<{ users: User[]; last: PersonPlace | null }> {
  const { channel, after, limit } = page;
  const rows = await sql<(UserRow & { lowerName: string })[]>`
    select ${userColumns(sql)}, lower(u.name) as "lowerName"
    from membership m join users u on u.id = m.user_id
    where m.channel_id = ${channel} ${afterPlace(sql, after)} order by lower(u.name), u.id limit ${limit}`;
  return paged(rows);
}

function paged(rows: readonly (UserRow & { lowerName: string })[]): { users: User[]; last: PersonPlace | null } {
  const last = rows.at(-1);
  return { users: rows.map(toUser), last: last ? { name: last.lowerName, id: last.id } : null };
}

export function insertUsers(tx: Tx, rows: readonly UserRow[]): Statement {
  const column = <K extends keyof UserRow>(name: K) => rows.map((row) => row[name]);
  return tx`
    insert into users (id, workspace_id, kind, name, handle, role, title, imported, created_at, rev)
    select id, workspace, kind, name, handle, role, title, imported = 1, created_at, rev
    from unnest(${column('id')}::text[], ${column('workspace')}::text[], ${column('kind')}::text[], ${column('name')}::text[],
      ${column('handle')}::text[], ${column('role')}::text[], ${column('title')}::text[],
      ${rows.map((row) => (row.imported ? 1 : 0))}::int4[], ${column('createdAt')}::bigint[], ${column('rev')}::bigint[])
      as x(id, workspace, kind, name, handle, role, title, imported, created_at, rev)`;
}

type Update = Omit<UserRow, 'workspace' | 'kind' | 'createdAt'>;

export function updateUsers(tx: Tx, rows: readonly Update[]): Statement {
  const column = <K extends keyof Update>(name: K) => rows.map((row) => row[name]) as string[];
  const yes = (name: 'away' | 'hidesSeen' | 'imported' | 'departed' | 'deactivated') =>
    rows.map((row) => (row[name] ? 1 : 0));
  return tx`
    update users u set name = x.name, handle = x.handle, role = x.role, title = x.title, pronouns = x.pronouns,
      time_zone = x.time_zone, phone = x.phone, status = x.status::jsonb, quiet = x.quiet::jsonb, away = x.away = 1, hides_seen = x.hides_seen = 1, imported = x.imported = 1,
      departed = x.departed = 1, deactivated = x.deactivated = 1, rev = greatest(u.rev, x.rev)
    from (select distinct on (id) * from unnest(${column('id')}::text[], ${column('name')}::text[], ${column('handle')}::text[],
      ${column('role')}::text[], ${column('title')}::text[], ${column('pronouns')}::text[], ${column('timeZone')}::text[],
      ${column('phone')}::text[], ${rows.map(({ status }) => (status ? JSON.stringify(status) : null))}::text[],
      ${rows.map(({ quiet }) => (quiet ? JSON.stringify(quiet) : null))}::text[],
      ${yes('away')}::int4[], ${yes('hidesSeen')}::int4[], ${yes('imported')}::int4[], ${yes('departed')}::int4[], ${yes('deactivated')}::int4[],
      ${column('rev')}::bigint[])
        as r(id, name, handle, role, title, pronouns, time_zone, phone, status, quiet, away, hides_seen, imported, departed, deactivated, rev)
      order by id, rev desc) x
    where u.id = x.id`;
}

/** Which account (`A…`) or app (`B…`) each user belongs to. */
export function linkUsers(tx: Tx, rows: readonly { user: string; subject: string }[]): Statement {
  return tx`
    update users u set account_id = case when x.subject like 'A%' then x.subject else u.account_id end,
      app_id = case when x.subject like 'B%' then x.subject else u.app_id end
    from unnest(${rows.map((row) => row.user)}::text[], ${rows.map((row) => row.subject)}::text[]) as x(id, subject)
    where u.id = x.id`;
}

/** Whose it was is kept, for whoever is let in again. */
export function unlinkUsers(tx: Tx, users: readonly string[]): Statement {
  return tx`
    update users set former_account_id = coalesce(account_id, former_account_id), account_id = null, app_id = null
    where id = any(${[...users]}::text[])`;
}

/** Who is in a workspace under these e-mail addresses: address → user. */
export async function usersByAddress(
  sql: Sql,
  workspace: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const rows = await sql<{ email: string; user: string }[]>`
    select a.email, u.id as user from account a join users u on u.account_id = a.id
    where a.email = any(${[...addresses]}::text[]) and u.workspace_id = ${workspace} and not u.departed`;
  return new Map(rows.map(({ email, user }) => [email, user]));
}
