import Type from 'typebox';
import type { Static } from 'typebox';
import { Account, Login, User, Workspace } from '../entities.ts';
import { command, query } from '../operation.ts';
import { Email, Exact, Id, Instant, Nullable, Password, PersonName, WorkspaceName } from '../schema.ts';

/** What signing in answers: a short-lived access token, and where one is. The refresh token travels in a cookie. */
export const Entry = Exact({
  accessToken: Type.String(),
  expiresAt: Instant,
  account: Account,
  /** The user and workspace just entered, else the first; null for an account without a workspace. */
  user: Nullable(User),
  workspace: Nullable(Workspace),
  workspaces: Type.Array(Exact({ workspace: Workspace, user: User })),
  /** Only for callers that said `"client": "native"`. */
  refreshToken: Type.Optional(Type.String()),
});
export type Entry = Static<typeof Entry>;

/** `native` callers keep the refresh token themselves; browsers get it as an HttpOnly cookie. */
const client = Type.Optional(Type.Union([Type.Literal('browser'), Type.Literal('native')]));
const secret = { access: 'public', rate: 'auth', keyed: false } as const;
const Nothing = Exact({});

export const accountOperations = {
  'server.info': query(
    'What this server is, and whether it still has to be set up.',
    Nothing,
    Exact({
      name: Type.Literal('roost'),
      version: Type.String(),
      protocol: Type.Integer(),
      /** Distinguishes servers behind one host name; part of cookie names. */
      instance: Type.String(),
      setUp: Type.Boolean(),
    }),
    { access: 'public' },
  ),
  'setup.create': command(
    'Creates the first workspace and its owner; only while the server is empty.',
    Exact({ workspaceName: WorkspaceName, name: PersonName, email: Email, password: Password, client }),
    Entry,
    secret,
  ),
  'login.create': command(
    'Signs in with e-mail and password.',
    Exact({ email: Email, password: Type.String({ minLength: 1, maxLength: 256 }), client }),
    Entry,
    secret,
  ),
  'login.refresh': command(
    'A new access token for the refresh token in the cookie (or, for native callers, in the body).',
    Exact({ refreshToken: Type.Optional(Type.String({ maxLength: 256 })), client }),
    Entry,
    secret,
  ),
  'login.end': command(
    'Signs out: this device, or another one of the same account by id.',
    Exact({ login: Type.Optional(Id('login')) }),
    Nothing,
    { access: 'account', keyed: false, rate: 'auth' },
  ),
  'login.list': query('The devices on which the account is signed in.', Nothing, Exact({ logins: Type.Array(Login) }), {
    access: 'account',
  }),
  'account.changePassword': command(
    'Changes the password and ends every other login.',
    Exact({ current: Type.String({ minLength: 1, maxLength: 256 }), password: Password }),
    Nothing,
    { access: 'account', keyed: false, rate: 'auth' },
  ),
};
