import type { Group } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';
import type { Statement, Tx } from '../../log/item.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;

interface GroupRow extends Omit<Group, 'createdAt' | 'disabled'> {
  createdAt: number;
  disabled: boolean;
}

const groupColumns = (sql: Reader) => sql`
  g.id, g.rev, g.workspace_id as workspace, g.name, g.handle, g.description, g.users, g.channels, g.created_by as "createdBy",
  g.created_at as "createdAt", g.disabled`;

/** A group as it stands, or null. */
export async function readGroup(sql: Reader, id: string): Promise<Group | null> {
  const [row] = await sql<GroupRow[]>`select ${groupColumns(sql)} from user_group g where g.id = ${id}`;
  return row ? toGroup(row) : null;
}

/** The groups of a workspace. */
export async function readGroups(sql: Reader, workspace: string): Promise<Group[]> {
  const rows = await sql<GroupRow[]>`
    select ${groupColumns(sql)} from user_group g where g.workspace_id = ${workspace} order by g.id`;
  return rows.map(toGroup);
}

function toGroup({ createdAt, disabled, ...row }: GroupRow): Group {
  return { ...row, createdAt: toIso(createdAt), ...(disabled && { disabled }) };
}

export interface SavedGroup {
  group: Group;
  at: number;
  seq: number;
}

/** The last of each that the batch tells of. */
export function saveGroups(tx: Tx, rows: readonly SavedGroup[]): Statement[] {
  const last = new Map(rows.map((row) => [row.group.id, row]));
  return [...last.values()].map(
    ({ group, at, seq }) => tx`
      insert into user_group (id, workspace_id, name, handle, description, users, channels, disabled, created_by, created_at, rev)
      values (${group.id}, ${group.workspace}, ${group.name}, ${group.handle}, ${group.description}, ${group.users}::text[],
        ${group.channels}::text[], ${group.disabled === true}, ${group.createdBy}, ${at}, ${seq})
      on conflict (id) do update set name = excluded.name, handle = excluded.handle, description = excluded.description,
        users = excluded.users, channels = excluded.channels, disabled = excluded.disabled, rev = excluded.rev`,
  );
}
