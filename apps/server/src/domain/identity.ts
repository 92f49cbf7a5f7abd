import type { Scope } from '@roost/protocol/entities';

/** Who speaks: an account (a person, signed in on a device), or a bot's token for one user or for all of its app's users. */
export interface Identity {
  /** `sub` of the access token: `A…` an account, `U…` one bot user, `B…` an app with all its users. */
  subject: string;
  kind: 'account' | 'bot';
  /** The login (`L…`) or token (`K…`) behind the access; revoking it ends its sessions. */
  credential: string;
  /** What a bot's token may do. People have all scopes. */
  scopes: readonly Scope[];
  /** When the access token ends, in milliseconds since 1970. */
  expiresAt: number;
}
