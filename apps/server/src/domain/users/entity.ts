import type { Status, User } from '@roost/protocol/entities';
import type { Quiet } from '@roost/protocol/quiet';
import type { Role } from '@roost/protocol/schema';
import { toIso } from '@roost/protocol/time';

/** A row of `users`, as `userColumns` selects it. */
export interface UserRow {
  id: string;
  workspace: string;
  kind: 'person' | 'bot';
  name: string;
  handle: string;
  role: Role;
  title: string;
  pronouns: string;
  timeZone: string;
  phone: string;
  status: Status | null;
  quiet: Quiet | null;
  away: boolean;
  hidesSeen: boolean;
  imported: boolean;
  departed: boolean;
  deactivated: boolean;
  createdAt: number;
  rev: number;
}

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    rev: row.rev,
    workspace: row.workspace,
    kind: row.kind,
    name: row.name,
    handle: row.handle,
    role: row.role,
    ...(row.title !== '' && { title: row.title }),
    ...(row.pronouns !== '' && { pronouns: row.pronouns }),
    ...(row.timeZone !== '' && { timeZone: row.timeZone }),
    ...(row.phone !== '' && { phone: row.phone }),
    ...(row.status !== null && { status: row.status }),
    ...(row.quiet !== null && { quiet: row.quiet }),
    ...(row.hidesSeen && { hidesSeen: true as const }),
    ...(row.away && { away: true as const }),
    createdAt: toIso(row.createdAt),
    ...(row.imported && { imported: true as const }),
    ...(row.departed && { left: true as const }),
    ...(row.deactivated && { deactivated: true as const }),
  };
}
