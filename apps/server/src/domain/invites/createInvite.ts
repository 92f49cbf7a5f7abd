import { newId } from '@roost/protocol/ids';
import type { User } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import type { Role } from '@roost/protocol/schema';
import { fromIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { canInviteTo, canInWorkspace, canSee } from '../permissions.ts';
import { readUsers } from '../users/sql.ts';
import { runs, type World } from '../verb.ts';
import { hashInviteCode, newInviteCode } from './code.ts';

/** A link with which people join. Its code is shown this once; the database keeps only a hash. */
export const createInvite = runs('invite.create', async (world, call, args) => {
  const acting = await actingIn(world, call, args.workspace);
  const imported = args.user === undefined ? null : await importedPerson(world, acting, { ...args, user: args.user });
  const role = imported?.role ?? args.role ?? 'member';
  const channels = [...new Set(args.channels ?? [])];
  checkMayInvite(acting, role);
  checkChannels(acting, imported ? 'member' : role, channels);
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
      maxUses: imported ? 1 : (args.maxUses ?? null),
      userId: imported?.id ?? null,
    },
  });
  return { invite: invite.id, code, url: `${call.door.origin}/invite/${code}` };
});

/**
 * Whoever becomes an imported person also reads what that person could read, private conversations among it. So only owners hand that
 * out, to one person, and never somebody who has come already.
 */
async function importedPerson(
  world: World,
  { actor, workspace }: Acting,
  args: Args<'invite.create'> & { user: string },
): Promise<User> {
  if (!canInWorkspace('inviteImported', actor)) {
    throw new Reject('forbidden', 'Only owners may invite somebody to become somebody else.');
  }
  for (const field of ['role', 'channels', 'maxUses'] as const) {
    if (args[field] === undefined) continue;
    throw new Reject('invalid', `args.${field} cannot go with args.user.`, { field: `args.${field}` });
  }
  const [person] = await readUsers(world.database.sql, workspace, [args.user]);
  const field = { field: 'args.user' };
  if (!person) throw new Reject('not_found', 'There is no such person in this workspace.', field);
  if (person.kind === 'person' && (person.imported || person.left)) return person;
  throw new Reject(
    'conflict',
    'Only somebody who was imported and has not come yet, or who has left, can be taken over.',
    field,
  );
}

export function checkMayInvite({ actor }: Acting, role: Role): void {
  if (!canInWorkspace('manageInvites', actor)) throw new Reject('forbidden', 'Only admins may invite people.');
  if (!canInviteTo(role, actor)) {
    throw new Reject('forbidden', 'Nobody can invite to a role above their own.', { field: 'args.role' });
  }
}

/** Channels that one may let people into; a guest is for some. */
export function checkChannels(acting: Acting, role: Role, channels: readonly string[]): void {
  for (const channel of channels) checkMayInviteTo(acting, channel);
  if (role === 'guest' && channels.length === 0)
    throw new Reject('invalid', 'Choose the channels that the guest is for.', { field: 'args.channels' });
}

/** A private channel that one is not in cannot be invited to; one does not even learn that it exists [O7]. */
function checkMayInviteTo({ actor, rules }: Acting, id: string): void {
  const channel = rules.channels.get(id);
  const field = 'args.channels';
  if (!channel || !canSee(actor, channel)) throw new Reject('not_found', 'There is no such channel.', { field });
  if (channel.archived) throw new Reject('archived', 'This channel is archived.', { field });
}

export function expiry(iso: string | undefined, nowMs: number): bigint | null {
  if (iso === undefined) return null;
  const at = fromIso(iso);
  const field = 'args.expiresAt';
  if (at === null) throw new Reject('invalid', `${field} is not an instant`, { field });
  if (at <= nowMs * 1000) throw new Reject('invalid', `${field} must be in the future`, { field });
  return BigInt(at);
}
