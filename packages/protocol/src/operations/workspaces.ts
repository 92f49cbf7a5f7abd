import Type from 'typebox';
import { Invite, Token } from '../access.ts';
import type { Static } from 'typebox';
import {
  Channel,
  Draft,
  Group,
  Membership,
  Preference,
  Scheduled,
  Scope,
  Sidebar,
  ThreadPlace,
  User,
  Workspace,
} from '../entities.ts';
import { Vote } from '../poll.ts';
import { Reminder } from '../reminder.ts';
import { limits } from '../limits.ts';
import { command, query } from '../operation.ts';
import { Hours } from '../quiet.ts';
import {
  Cursor,
  Email,
  Emoji,
  Exact,
  Id,
  Instant,
  Nullable,
  Password,
  PersonName,
  Role,
  WorkspaceName,
} from '../schema.ts';
import { Entry } from './accounts.ts';

/** The visible state of a workspace at a cursor: what the first screen needs, not the directory. */
export const Snapshot = Exact({
  /** Cursors of the workspace's stream and of one's own (`U…`), from the same instant as the rest. */
  cursors: Type.Record(Type.String(), Cursor),
  self: User,
  workspace: Workspace,
  /** Everybody when the workspace is small (`usersComplete`), else oneself and the people of one's direct channels. */
  users: Type.Array(User),
  usersComplete: Type.Boolean(),
  /** The channels that one is a member of. */
  channels: Type.Array(Channel),
  /** One's place in each of them. */
  memberships: Type.Array(Membership),
  /** One's place in the threads that one follows: those with the newest replies. */
  threads: Type.Array(ThreadPlace),
  /** Whether these are all. */
  threadsComplete: Type.Boolean(),
  /** The messages that one has saved and not done. */
  saved: Type.Array(Id('message')),
  /** How one keeps channels, also some that one has left. */
  preferences: Type.Array(Preference),
  sidebar: Sidebar,
  /** What one is about to write, on whatever device. */
  drafts: Type.Array(Draft),
  /** All of them, the disabled ones too: what was written mentions them still. */
  groups: Type.Array(Group),
  /** One's last look at one's activity. */
  lookedAt: Nullable(Instant),
  /** One's messages that wait for their time, the first to be sent first. */
  scheduled: Type.Array(Scheduled),
  reminders: Type.Array(Reminder),
  /** One's votes in anonymous polls: the newest, and whether these are all. */
  votes: Type.Array(Vote),
  votesComplete: Type.Boolean(),
});
export type Snapshot = Static<typeof Snapshot>;

/** What became of an invite for an address: its link, and whether a mail server has taken it. */
export const SentInvite = Exact({
  invite: Id('invite'),
  email: Type.String(),
  url: Type.String(),
  sent: Type.Boolean(),
});
export type SentInvite = Static<typeof SentInvite>;

const Nothing = Exact({});
const person = { access: 'account', keyed: false } as const;
const page = {
  after: Type.Optional(Type.String({ maxLength: 128 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};

export const workspaceOperations = {
  'workspace.create': command(
    'Creates another workspace, owned by the caller.',
    Exact({ name: WorkspaceName, userName: Type.Optional(PersonName) }),
    Exact({ workspace: Workspace, user: User }),
    { access: 'account' },
  ),
  'workspace.update': command(
    'Renames the workspace.',
    Exact({ workspace: Id('workspace'), name: WorkspaceName }),
    Exact({ workspace: Workspace }),
    { scope: 'admin' },
  ),
  'workspace.snapshot': query(
    'The visible state of the workspace and the cursors at which it was taken.',
    Exact({ workspace: Id('workspace') }),
    Snapshot,
  ),
  'identity.workspaces': query(
    'The workspaces that the caller is in, and who it is in each.',
    Nothing,
    Exact({ workspaces: Type.Array(Exact({ workspace: Workspace, user: User })) }),
  ),
  'user.list': query(
    'The people of a workspace by name, a page at a time.',
    Exact({
      workspace: Id('workspace'),
      search: Type.Optional(Type.String({ maxLength: 80 })),
      role: Type.Optional(Role),
      /** Those who are deactivated in place of those who are there. */
      deactivated: Type.Optional(Type.Boolean()),
      ...page,
    }),
    Exact({ users: Type.Array(User), next: Nullable(Type.String()) }),
  ),
  'user.get': query(
    'Some people by id; unknown ones are left out.',
    Exact({ workspace: Id('workspace'), users: Type.Array(Id('user'), { maxItems: limits.idsPerRequest }) }),
    Exact({ users: Type.Array(User) }),
  ),
  'user.seen': query(
    'When people were active last, of those who let others know and of whom it is known. Who is active now is told by presence.',
    Exact({ workspace: Id('workspace'), users: Type.Array(Id('user'), { maxItems: limits.idsPerRequest }) }),
    Exact({ seen: Type.Array(Exact({ user: Id('user'), at: Instant })) }),
  ),
  'user.update': command(
    'Changes a name, title, pronouns, time zone, phone, status, being away, when to be notified, whether others know when one was active last, or a role. All but roles are one’s own to change (null takes a status away); roles need an admin.',
    Exact({
      user: Id('user'),
      name: Type.Optional(PersonName),
      title: Type.Optional(Type.String({ maxLength: limits.title })),
      pronouns: Type.Optional(Type.String({ maxLength: limits.pronouns })),
      timeZone: Type.Optional(Type.String({ maxLength: limits.timeZone })),
      phone: Type.Optional(Type.String({ maxLength: limits.phone })),
      status: Type.Optional(
        Nullable(
          Exact({
            emoji: Nullable(Emoji),
            text: Type.String({ maxLength: limits.status }),
            until: Type.Optional(Instant),
          }),
        ),
      ),
      away: Type.Optional(Type.Boolean()),
      /** Until when one is not to be notified; null: not any more. */
      pausedUntil: Type.Optional(Nullable(Instant)),
      /** When one may be notified; null: at any time. */
      hours: Type.Optional(Nullable(Hours)),
      /** Whether others may know when one was active last. */
      showsSeen: Type.Optional(Type.Boolean()),
      role: Type.Optional(Role),
    }),
    Exact({ user: User }),
  ),
  'user.remove': command(
    'Takes somebody out of the workspace: nothing of it reaches them any more. What they wrote stays. Oneself: leaves it.',
    Exact({ user: Id('user') }),
    Exact({ user: User }),
    { scope: 'admin' },
  ),
  'user.deactivate': command(
    'Shuts somebody out until they are let in again: they keep their role and their channels, and hear and may nothing.',
    Exact({ user: Id('user') }),
    Exact({ user: User }),
    { scope: 'admin' },
  ),
  'user.reactivate': command(
    'Lets somebody who was deactivated in again.',
    Exact({ user: Id('user') }),
    Exact({ user: User }),
    { scope: 'admin' },
  ),
  'user.endSessions': command(
    'Signs somebody out on all their devices.',
    Exact({ user: Id('user') }),
    Exact({ logins: Type.Integer({ minimum: 0 }) }),
    { scope: 'admin', keyed: false },
  ),
  'invite.create': command(
    'Makes a link with which people join the workspace.',
    Exact({
      workspace: Id('workspace'),
      role: Type.Optional(Role),
      channels: Type.Optional(Type.Array(Id('channel'), { maxItems: 50 })),
      maxUses: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
      expiresAt: Type.Optional(Instant),
      /** For one person who was imported or has left: whoever accepts it becomes that person. Works once; goes with `expiresAt` alone. */
      user: Type.Optional(Id('user')),
    }),
    Exact({ invite: Id('invite'), code: Type.String(), url: Type.String() }),
    { keyed: false, scope: 'admin' },
  ),
  'invite.send': command(
    'Makes a link for each address, which works once, and sends it by e-mail where the server has a mail server.',
    Exact({
      workspace: Id('workspace'),
      emails: Type.Array(Email, { minItems: 1, maxItems: limits.invitedAtOnce }),
      role: Type.Optional(Role),
      channels: Type.Optional(Type.Array(Id('channel'), { maxItems: 50 })),
      expiresAt: Type.Optional(Instant),
    }),
    Exact({ invites: Type.Array(SentInvite), already: Type.Array(Type.String()) }),
    { keyed: false, scope: 'admin' },
  ),
  'invite.resend': command(
    'Gives an invite for an address a new link, in place of the one that it had, and sends that.',
    Exact({ invite: Id('invite') }),
    SentInvite,
    { keyed: false, scope: 'admin' },
  ),
  'invite.list': query(
    'The invites that still work.',
    Exact({ workspace: Id('workspace') }),
    Exact({ invites: Type.Array(Invite), mail: Type.Boolean() }),
    { scope: 'admin' },
  ),
  'invite.revoke': command('Makes an invite useless.', Exact({ invite: Id('invite') }), Nothing, {
    keyed: false,
    scope: 'admin',
  }),
  'invite.preview': query(
    'What an invite leads to, for the page that accepts it.',
    Exact({ code: Type.String({ maxLength: 64 }) }),
    Exact({
      workspaceName: Type.String(),
      invitedBy: Type.String(),
      role: Role,
      /** The name of the person whom one becomes by accepting. */
      becomes: Type.Optional(Type.String()),
    }),
    { access: 'public', rate: 'auth' },
  ),
  'invite.accept': command(
    'Joins a workspace: with a new account, or, signed in, with the one that calls.',
    Exact({
      code: Type.String({ maxLength: 64 }),
      name: Type.Optional(PersonName),
      email: Type.Optional(Email),
      password: Type.Optional(Password),
      client: Type.Optional(Type.Union([Type.Literal('browser'), Type.Literal('native')])),
    }),
    Entry,
    { access: 'public', rate: 'auth', keyed: false },
  ),
  'bot.create': command(
    'Creates a bot in the workspace: a user for programs. `app` installs an existing bot in one more workspace.',
    Exact({ workspace: Id('workspace'), name: PersonName, app: Type.Optional(Id('app')) }),
    Exact({ user: User, app: Id('app') }),
    { access: 'account' },
  ),
  'token.create': command(
    'A token with which a program signs in as a bot (`user`) or as all installations of it (`app`). Shown once.',
    Exact({
      user: Type.Optional(Id('user')),
      app: Type.Optional(Id('app')),
      scopes: Type.Array(Scope, { minItems: 1, maxItems: 3 }),
    }),
    Exact({ id: Id('token'), token: Type.String() }),
    person,
  ),
  'token.list': query(
    'The tokens of the bots of a workspace, without their secrets.',
    Exact({ workspace: Id('workspace') }),
    Exact({ tokens: Type.Array(Token) }),
    { access: 'account' },
  ),
  'token.revoke': command(
    'Makes a token useless and closes its connections.',
    Exact({ token: Id('token') }),
    Nothing,
    person,
  ),
  'token.exchange': command(
    'An access JWT for the bot token that the caller presents as Bearer.',
    Nothing,
    Exact({ accessToken: Type.String(), expiresAt: Instant }),
    { keyed: false, scope: 'read', rate: 'auth' },
  ),
};
