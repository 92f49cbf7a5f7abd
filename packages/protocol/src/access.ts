import Type from 'typebox';
import { Scope } from './entities.ts';
import { Exact, Id, Instant, Nullable, Role, type Static } from './schema.ts';

// What lets people and programs in.

export const Invite = Exact({
  id: Id('invite'),
  role: Role,
  channels: Type.Array(Id('channel')),
  createdBy: Id('user'),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  maxUses: Nullable(Type.Integer({ minimum: 1 })),
  uses: Type.Integer({ minimum: 0 }),
  /** Whom it is for: a person, imported or gone, or an address; and when a mail server took it last. */
  user: Type.Optional(Id('user')),
  email: Type.Optional(Type.String()),
  sentAt: Type.Optional(Instant),
});
export type Invite = Static<typeof Invite>;

export const Token = Exact({
  id: Id('token'),
  user: Nullable(Id('user')),
  app: Nullable(Id('app')),
  scopes: Type.Array(Scope),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
});
export type Token = Static<typeof Token>;
