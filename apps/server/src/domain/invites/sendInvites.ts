import type { SentInvite } from '@roost/protocol/operations/workspaces';
import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { normalEmail } from '../accounts/email.ts';
import { actingIn, type Acting } from '../acting.ts';
import { canInWorkspace } from '../permissions.ts';
import { runs, type Call, type World } from '../verb.ts';
import { readWorkspace } from '../workspaces/sql.ts';
import { hashInviteCode, newInviteCode } from './code.ts';
import { checkChannels, checkMayInvite, expiry } from './createInvite.ts';
import { isOpen, toStored } from './find.ts';
import { inviteLetter, type Mail } from './mail.ts';

/**
 * Invites people by their addresses, each with a link that works once. Without a mail server, and where it does not take the letter, the
 * link is there to be handed on: nothing says that it was sent.
 */
export const sendInvites = (mail: Mail | null) =>
  runs('invite.send', async (world, call, args) => {
    const acting = await actingIn(world, call, args.workspace);
    const role = args.role ?? 'member';
    const channels = [...new Set(args.channels ?? [])];
    checkMayInvite(acting, role);
    checkChannels(acting, role, channels);
    const expiresAt = expiry(args.expiresAt, world.now());
    const addresses = [...new Set(args.emails.map((email) => normalEmail(email)))];
    const already = await addressesIn(world, args.workspace, addresses);
    const wanted = addresses.filter((email) => !already.includes(email));
    const letters = await lettersFrom(world, call, acting, mail);
    const invites = await Promise.all(
      wanted.map(async (email) => {
        const now = world.now();
        const code = newInviteCode();
        const invite = await world.database.prisma.invite.create({
          data: {
            id: newId('invite', now),
            codeHash: hashInviteCode(code),
            workspaceId: args.workspace,
            role,
            channels,
            createdBy: acting.actor.id,
            createdAt: BigInt(now) * 1000n,
            expiresAt,
            maxUses: 1,
            email,
          },
        });
        return deliver(world, letters, { id: invite.id, email, code, expiresAt });
      }),
    );
    return { invites, already };
  });

/** A new link for the same address: the old one is worth nothing from now on, whoever has it. */
export const resendInvite = (mail: Mail | null) =>
  runs('invite.resend', async (world, call, args) => {
    const { invite: invites } = world.database.prisma;
    const row = await invites.findUnique({ where: { id: args.invite } });
    const acting = row && (await actingIn(world, call, row.workspaceId).catch(asUnknown));
    if (!row || !acting) throw new Reject('not_found', 'There is no such invite.');
    if (!canInWorkspace('manageInvites', acting.actor)) throw new Reject('forbidden', 'Only admins may send invites.');
    const stored = toStored(row);
    checkMayInvite(acting, stored.role);
    if (row.email === null) throw new Reject('conflict', 'This invite is for no address.');
    if (!isOpen(stored, world.now())) throw new Reject('gone', 'This invite does not work any more. Make a new one.');
    const code = newInviteCode();
    await invites.update({
      where: { id: row.id },
      data: { codeHash: hashInviteCode(code), sentAt: null },
    });
    const letters = await lettersFrom(world, call, acting, mail);
    return deliver(world, letters, { id: row.id, email: row.email, code, expiresAt: row.expiresAt });
  });

interface ToDeliver {
  id: string;
  email: string;
  code: string;
  expiresAt: bigint | null;
}

/** What the letters of one call have in common. */
interface Letters {
  mail: Mail | null;
  origin: string;
  inviter: string;
  workspace: string;
}

async function lettersFrom(
  world: World,
  call: Call,
  { actor, workspace }: Acting,
  mail: Mail | null,
): Promise<Letters> {
  const name = (await readWorkspace(world.database.sql, workspace))?.name ?? '';
  return { mail, origin: call.door.origin, inviter: actor.name, workspace: name };
}

async function deliver(
  world: World,
  { mail, origin, inviter, workspace }: Letters,
  invite: ToDeliver,
): Promise<SentInvite> {
  const url = `${origin}/invite/${invite.code}`;
  const expires = invite.expiresAt === null ? null : toIso(Number(invite.expiresAt));
  const letter = inviteLetter({ to: invite.email, inviter, workspace, url, expires });
  const sent = mail !== null && (await mail.send(letter));
  if (sent)
    await world.database.prisma.invite.update({
      where: { id: invite.id },
      data: { sentAt: BigInt(world.now()) * 1000n },
    });
  return { invite: invite.id, email: invite.email, url, sent };
}

/** Those of the addresses that belong to somebody who is in the workspace. */
async function addressesIn(world: World, workspace: string, emails: readonly string[]): Promise<string[]> {
  const rows = await world.database.sql<{ email: string }[]>`
    select a.email from account a join users u on u.account_id = a.id
    where u.workspace_id = ${workspace} and not u.departed and a.email = any(${[...emails]}::text[]) order by a.email`;
  return rows.map(({ email }) => email);
}

function asUnknown(error: unknown): null {
  if (error instanceof Reject && error.code === 'not_found') return null;
  throw error;
}
