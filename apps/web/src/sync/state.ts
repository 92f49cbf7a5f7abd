import type { ClientState } from '@roost/client/types';
import type { Account } from '@roost/protocol/entities';

/** Who one is, as far as is known. */
export type Session =
  /** Neither the device nor the server has said anything yet. */
  | { state: 'starting'; unreachable: boolean }
  | { state: 'setup' }
  | { state: 'signedOut' }
  /** `over`: the server has ended the session meanwhile; what was on the screen stays there. */
  | { state: 'signedIn'; account: Account; over: boolean };

/** Everything the page shows that comes from the server. Each slice has one writer: the client, the session, `meetChannel`. */
export interface RoostState extends ClientState {
  session: Session;
  /** Channels that the server says are not there for us. */
  missing: ReadonlySet<string>;
}

export const nothingYet: Omit<RoostState, 'session'> = {
  replica: { workspaces: new Map(), known: false },
  live: { typing: new Map(), presence: new Map() },
  outbox: [],
  connection: { phase: 'connecting', since: 0 },
  missing: new Set(),
};
