import type { ClientState } from '@roost/client/types';
import type { Account, Channel, User } from '@roost/protocol/entities';

/** Who one is, as far as is known. */
export type Session =
  /** Neither the cache nor the server has said anything yet. */
  | { state: 'starting'; unreachable: boolean }
  | { state: 'setup' }
  | { state: 'signedOut' }
  /** `over`: the server has ended the session meanwhile; what was on the screen stays there. */
  | { state: 'signedIn'; account: Account; over: boolean };

/** People and channels met outside of the replica: in search results, in a channel that one only looks into. */
export interface Learned {
  users: ReadonlyMap<string, User>;
  channels: ReadonlyMap<string, Channel>;
  /** Channels that the server says are not there for us. */
  missing: ReadonlySet<string>;
}

/** Everything the page shows that comes from the server. Slices have one owner each: the client, the session, the learner. */
export interface RoostState extends ClientState {
  session: Session;
  learned: Learned;
}

export const nothingYet: RoostState = {
  replica: { workspaces: new Map(), known: false },
  live: { typing: new Map(), presence: new Map() },
  outbox: [],
  connection: { phase: 'connecting', since: 0 },
  session: { state: 'starting', unreachable: false },
  learned: { users: new Map(), channels: new Map(), missing: new Set() },
};
