import type { Args, CommandName, OperationName, Value } from '@roost/protocol/registry';
import type { Database } from '../storage/database.ts';
import type { Item, Log, LoggedEvent } from '../log/item.ts';
import type { Met } from '../log/snapshot.ts';
import type { Reject } from '../reject.ts';
import type { Identity } from './identity.ts';
import type { MembershipIndex } from './members/membershipIndex.ts';
import type { SeenBook } from './seen/seenBook.ts';

/** What the domain stands on; made once in app.ts. */
export interface World {
  log: Log;
  rules: MembershipIndex;
  database: Database;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Hears in which lives streams were read, before anybody else does. Absent where nobody is connected. */
  met?: Met;
  /** Whether somebody is active at this moment. Absent where nobody is connected. */
  isHere?: (user: string) => boolean;
  /** By which logins somebody is active at this moment. */
  activeBy?: (user: string) => ReadonlySet<string>;
  /** When people were active last. */
  seen?: SeenBook;
}

/** What only some doors have: where the call comes from, and the refresh cookie. */
export interface DoorContext {
  address: string;
  device: string;
  /** Public address of this server, without a trailing slash; links are made with it. */
  origin: string;
  refreshToken: string | null;
  /** Sets the refresh cookie, or clears it with null. Without effect where a door has no cookies. */
  setRefreshToken: (token: string | null) => void;
}

/** One call of an operation. */
export interface Call {
  /** Null for the public operations when nobody is signed in. */
  identity: Identity | null;
  door: DoorContext;
  /** Collects the workspaces whose rules were looked at. Kept by dispatch. */
  consulted?: Set<string>;
}

/**
 * What a command intends: an item for the log, or none when nothing would change, and the answer. A plan is made again when its
 * item turns out stale, so planning has no effects of its own.
 */
export interface Plan<V> {
  item: Omit<Item, 'key' | 'keep'> | null;
  /** Makes the answer from the committed events (empty without an item). The answer of a repeated key is made the same way. */
  answer: (events: LoggedEvent[]) => V | Promise<V>;
  /**
   * `event`: the answer follows from the first event alone, so only its place is kept with the key. When the key is repeated, the
   * verb's `again` answers, or without one the event's data. Default: the answer itself is kept; then `answer` is synchronous.
   */
  keep?: 'event';
  /** Something unique was taken between check and commit (`constraint` is the index): the refusal, or plan again. */
  taken?: (constraint: string) => Reject | 'again';
}

/** How a command is implemented: checks (throwing `Reject`), then a plan. */
export type CommandVerb<N extends OperationName> = (world: World, call: Call, args: Args<N>) => Promise<Plan<Value<N>>>;

/** How a query, or a command outside the streams (sign-in, tokens), is implemented. */
export type DirectVerb<N extends OperationName> = (world: World, call: Call, args: Args<N>) => Promise<Value<N>>;

/** Answers a repeated command from the first event of the time that it took effect. */
export type Again<N extends OperationName> = (world: World, call: Call, event: LoggedEvent) => Promise<Value<N>>;

export type Verb<N extends OperationName = OperationName> =
  | { type: 'plan'; name: N; plan: CommandVerb<N>; again: Again<N> | undefined }
  | { type: 'direct'; name: N; run: DirectVerb<N> };

/** A verb of any operation, for lists of them. */
export type AnyVerb = { [N in OperationName]: Verb<N> }[OperationName];

/** Implements a command whose effect goes through the log. `again` goes with `keep: 'event'`. */
export function plans<N extends CommandName>(name: N, plan: CommandVerb<N>, again?: Again<N>): Verb<N> {
  return { type: 'plan', name, plan, again };
}

/** Implements a query, or a command whose effect lies outside the streams. */
export function runs<N extends OperationName>(name: N, run: DirectVerb<N>): Verb<N> {
  return { type: 'direct', name, run };
}
