import { newId } from '@roost/protocol/ids';
import type { Role } from '@roost/protocol/schema';
import { fromIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { canInWorkspace, canSee } from '../permissions.ts';
import { runs } from '../verb.ts';
import { hashInviteCode, newInviteCode } from './code.ts';

const rank: Record<Role, number> = { member: 0, admin: 1, owner: 2 };

/** A link with which people join. Its code is shown this once; the database keeps only a hash. */
export const createInvite = runs('invite.create', async (world, call, args) => {
  const acting = await actingIn(world, call, args.workspace);
  const role = args.role ?? 'member';
  const channels = [...new Set(args.channels ?? [])];
  checkMayInvite(acting, role);
  for (const channel of channels) checkMayInviteTo(acting, channel);
  const code = newInviteCode();
  const now = world.now();
  const invite = await world.database.prisma.invite.create({
    data: {
      id: newId('invite', now),
      codeHash: hashInviteCode(code),
      workspaceId: args.workspace,
      role,
      channels,
      createdBy: acting.actor.id,
      createdAt: BigInt(now) * 1000n,
      expiresAt: expiry(args.expiresAt, now),
      maxUses: args.maxUses ?? null,
    },
  });
  return { invite: invite.id, code, url: `${call.door.origin}/invite/${code}` };
});

function checkMayInvite({ actor }: Acting, role: Role): void {
  if (!canInWorkspace('manageInvites', actor)) throw new Reject('forbidden', 'Only admins may invite people.');
  if (rank[role] > rank[actor.role]) {
    throw new Reject('forbidden', 'Nobody can invite to a role above their own.', { field: 'args.role' });
  }
}

/** A private channel that one is not in cannot be invited to; one does not even learn that it exists [O7]. */
function checkMayInviteTo({ actor, rules }: Acting, id: string): void {
  const channel = rules.channels.get(id);
  const field = 'args.channels';
  if (!channel || !canSee(actor, channel)) throw new Reject('not_found', 'There is no such channel.', { field });
  if (channel.archived) throw new Reject('archived', 'This channel is archived.', { field });
}

function expiry(iso: string | undefined, nowMs: number): bigint | null {
  if (iso === undefined) return null;
  const at = fromIso(iso);
  const field = 'args.expiresAt';
  if (at === null) throw new Reject('invalid', `${field} is not an instant`, { field });
  if (at <= nowMs * 1000) throw new Reject('invalid', `${field} must be in the future`, { field });
  return BigInt(at);
}
