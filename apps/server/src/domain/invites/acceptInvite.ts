import type { Workspace } from '@roost/protocol/entities';
import type { Args, Value } from '@roost/protocol/registry';
import { newId } from '@roost/protocol/ids';
import type { Item } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { appendFresh } from '../accounts/appendFresh.ts';
import { normalEmail } from '../accounts/email.ts';
import { makeEntry } from '../accounts/entry.ts';
import { accountByEmail, accountById } from '../accounts/find.ts';
import type { IdentityParts } from '../accounts/identityParts.ts';
import { insertAccount } from '../accounts/sql.ts';
import { giveFirstToken, newLogin } from '../logins/newLogin.ts';
import type { IndexedChannel, IndexedUser } from '../members/rules.ts';
import { properName } from '../names.ts';
import { canSee } from '../permissions.ts';
import { claimingEvents } from '../users/claiming.ts';
import { joiningEvents, type Joining } from '../users/joining.ts';
import { isShutOut, readUsers } from '../users/sql.ts';
import { runs, type Call, type World } from '../verb.ts';
import { readWorkspace } from '../workspaces/sql.ts';
import { inviteByCode, inviteGone, isOpen, presentMaker, type StoredInvite } from './find.ts';
import { countUse } from './sql.ts';
import { Turns } from './turns.ts';

type Accepting = Args<'invite.accept'>;
/** Account, login and joining are one item: all of it happens, or nothing. */
type Extra = Pick<Item, 'events' | 'touches'> & { alongside: NonNullable<Item['alongside']> };
type InTurn = (work: () => Promise<void>) => Promise<void>;

/**
 * Joins a workspace by invite: as the account that is signed in, or with a new one [A8]. That the invite has a use left, and that its
 * maker may still make it, is checked again under the log's lock, in the transaction that takes it.
 */
export const acceptInvite = (identity: IdentityParts) => {
  const turns = new Turns();
  return runs('invite.accept', async (world, call, args) => {
    const invite = await inviteByCode(world, args.code);
    if (!invite) throw inviteGone();
    const inTurn: InTurn = (work) => turns.take(invite.workspaceId, work);
    return call.identity
      ? acceptAsCaller(identity, world, call, args, invite, inTurn)
      : acceptAsNewcomer(identity, world, call, args, invite, inTurn);
  });
};

async function acceptAsCaller(
  identity: IdentityParts,
  world: World,
  call: Call,
  args: Accepting,
  invite: StoredInvite,
  inTurn: InTurn,
): Promise<Value<'invite.accept'>> {
  const { subject, kind, credential, expiresAt } = call.identity!;
  if (kind !== 'account') throw new Reject('forbidden', 'Invites are for people.');
  for (const field of ['email', 'password'] as const) {
    if (args[field] !== undefined) refuse(`args.${field}`, 'must be left out by somebody who is signed in');
  }
  const account = await accountById(world.database, subject);
  if (!account) throw new Reject('unauthenticated', 'This account is gone.');
  const name = args.name === undefined ? account.name : properName(args.name);
  await inTurn(async () => {
    const known = await world.rules.userIn(invite.workspaceId, subject);
    if (known && invite.userId !== null && invite.userId !== known.id) throw twoPeople();
    if (!known) await join(world, invite, { subject, name }, { events: [], touches: [], alongside: () => [] });
  });
  return makeEntry(identity, world.database.sql, {
    account,
    login: credential,
    workspace: invite.workspaceId,
    until: expiresAt,
  });
}

async function acceptAsNewcomer(
  identity: IdentityParts,
  world: World,
  call: Call,
  args: Accepting,
  invite: StoredInvite,
  inTurn: InTurn,
): Promise<Value<'invite.accept'>> {
  if (!isOpen(invite, world.now())) throw inviteGone();
  const { name, email, password } = await signUp(world, args);
  const now = world.now();
  const passwordHash = await identity.passwords.hash(password);
  const account = { id: newId('account', now), email, name, passwordHash, createdAt: now * 1000 };
  const login = newLogin(account.id, call, now);
  const signingUp: Extra = {
    events: [login.event],
    touches: [`account:${account.id}`],
    alongside: (tx) => [insertAccount(tx, account), login.row(tx)],
  };
  await inTurn(() => join(world, invite, { subject: account.id, name }, signingUp));
  const entry = await makeEntry(identity, world.database.sql, {
    account,
    login: login.id,
    workspace: invite.workspaceId,
  });
  return { ...entry, ...giveFirstToken(identity, call, login.id, args.client) };
}

async function signUp(world: World, args: Accepting): Promise<{ name: string; email: string; password: string }> {
  const { name, email, password } = args;
  if (name === undefined) refuse('args.name', 'is missing');
  if (email === undefined) refuse('args.email', 'is missing');
  if (password === undefined) refuse('args.password', 'is missing');
  const address = normalEmail(email);
  if (await accountByEmail(world.database, address)) throw accountExists();
  return { name: properName(name), email: address, password };
}

async function join(
  world: World,
  invite: StoredInvite,
  who: { subject: string; name: string },
  extra: Extra,
): Promise<void> {
  const { outcome } = await appendFresh(world, () => plan(world, invite, who, extra));
  if (outcome.type === 'conflict' && outcome.constraint === 'account_email_key') throw accountExists();
  // They are in: they came through another server at this moment.
  if (outcome.type === 'conflict' && outcome.constraint === 'users_workspace_id_account_id_key') return;
  if (outcome.type !== 'committed')
    throw new Reject('conflict', 'Somebody joined with the same name at this moment. Try again.');
}

async function plan(world: World, known: StoredInvite, who: { subject: string; name: string }, extra: Extra) {
  const row = await world.database.prisma.invite.findUnique({ where: { id: known.id } });
  const invite = row && { ...known, uses: row.uses, revokedAt: row.revokedAt === null ? null : Number(row.revokedAt) };
  if (!invite || !isOpen(invite, world.now())) throw inviteGone();
  const workspace = await readWorkspace(world.database.sql, invite.workspaceId);
  if (!workspace) throw inviteGone();
  const joining = await comingIn(world, invite, workspace, who);
  const item: Item = {
    events: [...joining.events, ...extra.events],
    checked: joining.checked,
    guards: [{ kind: 'invite', id: invite.id, is: 'open' }],
    touches: [...joining.touches, ...extra.touches, `invite:${invite.id}`],
    alongside: (tx) => [...extra.alongside(tx), countUse(tx, invite.id)],
  };
  return { item };
}

async function comingIn(
  world: World,
  invite: StoredInvite,
  workspace: Workspace,
  who: { subject: string; name: string },
): Promise<Joining> {
  const { maker, rules } = await presentMaker(world, invite);
  // Whoever was shut out does not come in by another door.
  if (await isShutOut(world.database.sql, workspace.id, who.subject)) throw inviteGone();
  if (invite.userId === null) {
    const channels = invite.channels.filter((id) => isSeenBy(maker, rules.channels.get(id)));
    if (invite.role === 'guest' && channels.length === 0) throw inviteGone();
    return joiningEvents({ rules, workspace, newcomer: { ...who, kind: 'person', role: invite.role }, channels });
  }
  const [person] = await readUsers(world.database.sql, workspace.id, [invite.userId]);
  if (!person?.imported && !person?.left) throw inviteGone();
  return claimingEvents({ rules, workspace, person, claimant: who });
}

/** A channel that its maker cannot see any more is not the maker's to let people into. */
function isSeenBy(maker: IndexedUser, channel: IndexedChannel | undefined): boolean {
  return channel !== undefined && canSee(maker, channel);
}

/** Two people do not become one: what each has read, written and been told would have to be mixed. */
function twoPeople(): Reject {
  return new Reject(
    'conflict',
    'You are in this workspace already. Only somebody new can take over an imported person.',
  );
}

function accountExists(): Reject {
  return new Reject(
    'conflict',
    'There is an account with this e-mail address. Sign in first, then open the invite again.',
    {
      field: 'args.email',
    },
  );
}

function refuse(field: string, fault: string): never {
  throw new Reject('invalid', `${field} ${fault}`, { field });
}
