import { Reject } from '../../reject.ts';
import type { Role } from '@roost/protocol/schema';
import type { IndexedUser, WorkspaceRules } from '../members/rules.ts';
import { canInviteTo, canInWorkspace } from '../permissions.ts';
import type { World } from '../verb.ts';
import { hashInviteCode } from './code.ts';

/** An invite as it is stored. Instants in microseconds. */
export interface StoredInvite {
  id: string;
  workspaceId: string;
  role: Role;
  channels: string[];
  /** The imported person whom whoever accepts it becomes; null: somebody new. */
  userId: string | null;
  createdBy: string;
  createdAt: number;
  expiresAt: number | null;
  maxUses: number | null;
  uses: number;
  revokedAt: number | null;
}

type Row = NonNullable<Awaited<ReturnType<World['database']['prisma']['invite']['findUnique']>>>;

/** The invite that a code opens, whether it still works or not; null for a code that was never given out. */
export async function inviteByCode(world: World, code: string): Promise<StoredInvite | null> {
  const row = await world.database.prisma.invite.findUnique({ where: { codeHash: hashInviteCode(code) } });
  return row && toStored(row);
}

/** Whether it still works [A8]. Whoever accepts it finds out for certain under the log's lock. */
export function isOpen(invite: StoredInvite, nowMs: number): boolean {
  if (invite.revokedAt !== null) return false;
  if (invite.expiresAt !== null && invite.expiresAt <= nowMs * 1000) return false;
  return invite.maxUses === null || invite.uses < invite.maxUses;
}

/** Who made it, if they could make it today: whoever may do less than then, or has gone and so may nothing, lets nobody in. */
export function makerOf({ createdBy, userId, role }: StoredInvite, rules: WorkspaceRules): IndexedUser | null {
  const maker = rules.users.get(createdBy);
  if (!maker) return null;
  const may = userId === null ? canInviteTo(role, maker) : canInWorkspace('inviteImported', maker);
  return may ? maker : null;
}

/** The same by the present rules, and those: another server may have changed them. Throws when nobody may. */
export async function presentMaker(
  world: World,
  invite: StoredInvite,
): Promise<{ maker: IndexedUser; rules: WorkspaceRules }> {
  const { workspaceId } = invite;
  let rules = await world.rules.of(workspaceId);
  let maker = makerOf(invite, rules);
  if (!maker && (await world.rules.catchUp(workspaceId))) {
    rules = await world.rules.of(workspaceId);
    maker = makerOf(invite, rules);
  }
  if (!maker) throw inviteGone();
  return { maker, rules };
}

/** One answer for everything that an invite may suffer from: who guesses learns nothing. */
export function inviteGone(): Reject {
  return new Reject('gone', 'This invite does not work any more. Ask for a new one.');
}

export function toStored(row: Row): StoredInvite {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    role: row.role as Role,
    channels: row.channels,
    userId: row.userId,
    createdBy: row.createdBy,
    createdAt: Number(row.createdAt),
    expiresAt: row.expiresAt === null ? null : Number(row.expiresAt),
    maxUses: row.maxUses,
    uses: row.uses,
    revokedAt: row.revokedAt === null ? null : Number(row.revokedAt),
  };
}
