import type { RejectBody } from '@roost/protocol/codes';
import type { Channel, Membership, Message, User, Workspace } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { Args, CommandName, OperationName, Value } from '@roost/protocol/registry';
import type { ClientSignal, PresenceState } from '@roost/protocol/signals';

// The public shapes of the client. Everything in a state is immutable: what did not change keeps its identity, so that a
// selector can compare by reference.

// ------------------------------------------------------------------------------------------------------------- the replica

/** A contiguous run of a channel's timeline (or of a thread's replies), oldest first. */
export interface MessageWindow {
  messages: readonly Message[];
  hasMoreBefore: boolean;
  /** False: the window reaches the present, and live messages are appended. */
  hasMoreAfter: boolean;
  /** The seq at which it was read; deletions up to it are known. */
  seq: number;
  status: 'loading' | 'ready' | 'failed';
  /** Which end is being extended now. */
  loading: 'before' | 'after' | null;
}

export interface ThreadWindow extends MessageWindow {
  root: Message | null;
}

/** How well a workspace is known. `stale`: shown, while a newer snapshot is on its way. */
export type Freshness = 'cold' | 'stale' | 'live' | 'failed';

/** The client's copy of one workspace: a snapshot with events folded in, and the pages fetched so far. */
export interface WorkspaceState {
  id: string;
  freshness: Freshness;
  workspace: Workspace;
  self: User;
  users: ReadonlyMap<string, User>;
  /** False: only some people are known; ask with `user.get` and `user.list`. */
  usersComplete: boolean;
  channels: ReadonlyMap<string, Channel>;
  /** One's own place in the channels that one is in. */
  memberships: ReadonlyMap<string, Membership>;
  windows: ReadonlyMap<string, MessageWindow>;
  /** Root message id → its replies. */
  threads: ReadonlyMap<string, ThreadWindow>;
  /** Deleted messages and the seq of their deletion, so that an older page cannot bring them back. */
  tombstones: ReadonlyMap<string, number>;
}

export interface ReplicaState {
  /** Workspaces of the identity, in the order of joining. */
  workspaces: ReadonlyMap<string, WorkspaceState>;
  /** The list of workspaces is known (from the network or from storage). */
  known: boolean;
}

/** What others do right now; forgotten on its own. */
export interface LiveState {
  /** channel → users typing, oldest first. */
  typing: ReadonlyMap<string, readonly string[]>;
  presence: ReadonlyMap<string, PresenceState>;
}

// -------------------------------------------------------------------------------------------------------------- the outbox

export type OutboxEntry = {
  /** The idempotency key of every attempt; for a post the `clientId`. */
  key: string;
  /** Milliseconds since 1970. */
  queuedAt: number;
  /** Entries of one lane leave in order: a channel id. */
  lane: string;
  /** The workspace in which it was written. */
  workspace: string;
  state: OutboxState;
} & Intent;

export type OutboxState =
  | { type: 'waiting'; attempt: number }
  | { type: 'sending'; attempt: number }
  | { type: 'failed'; reason: RejectBody | 'expired' };

/** A command that the outbox keeps until it is answered. */
export type Intent = {
  [N in 'message.post' | 'message.edit' | 'message.delete' | 'reaction.add' | 'reaction.remove' | 'read.mark']: { name: N; args: Args<N> };
}['message.post' | 'message.edit' | 'message.delete' | 'reaction.add' | 'reaction.remove' | 'read.mark'];

// ---------------------------------------------------------------------------------------------------------- the connection

/** What a person may be told about the connection. `since` and `retryAt` in milliseconds since 1970. */
export type ConnectionStatus =
  | { phase: 'connecting'; since: number }
  | { phase: 'live'; since: number }
  | { phase: 'reconnecting'; since: number; retryAt: number | null }
  | { phase: 'offline'; since: number }
  | { phase: 'signedOut'; since: number; reason: 'expired' | 'revoked' | 'left' }
  | { phase: 'stopped'; since: number; reason: string };

// ------------------------------------------------------------------------------------------------------------- the client

export interface ClientState {
  replica: ReplicaState;
  live: LiveState;
  outbox: readonly OutboxEntry[];
  connection: ConnectionStatus;
}

/** A refused command or query, or one that could not be asked (`code: 'unavailable'`). */
export class RequestRejected extends Error {
  readonly body: RejectBody;
  constructor(body: RejectBody) {
    super(body.detail);
    this.name = 'RequestRejected';
    this.body = body;
  }
}

export interface ClientApi {
  readonly state: ClientState;
  /** Called after every change, once per group of frames. Returns the unsubscribe function. */
  subscribe(listener: () => void): () => void;
  /** Every event as it is folded in, in order; for bots and announcements. Replayed events come too. */
  onEvent(listener: (workspace: string, event: Event) => void): () => void;

  /** Loads what is stored, connects, and keeps connected until `stop`. */
  start(): Promise<void>;
  stop(): void;
  /** Tries at once instead of waiting. */
  retryNow(): void;
  /** The environment's word that the network is back or gone, or that the page is visible again. */
  hint(what: 'online' | 'offline' | 'visible'): void;

  /** Asks over the socket. Rejects with `RequestRejected`. Commands outside the outbox use a fresh key each. */
  query<N extends OperationName>(name: N, args: Args<N>): Promise<Value<N>>;
  command<N extends CommandName>(name: N, args: Args<N>, key?: string): Promise<Value<N>>;

  /** Puts a command into the outbox. Null when the outbox is full (200). Posts show at once as pending entries. */
  send(workspace: string, lane: string, intent: Intent): OutboxEntry | null;
  post(workspace: string, message: { channel: string; text: string; threadRoot?: string }): OutboxEntry | null;
  retry(key: string): void;
  /** Takes a waiting or failed entry out and returns it (to edit or to drop it). */
  withdraw(key: string): OutboxEntry | null;
  /** Moves the read position forward (coalesced for a second), or back to mark unread. */
  markRead(workspace: string, channel: string, message: string, options?: { back?: boolean }): void;

  /** Makes sure that the newest page of a channel is there. */
  openChannel(workspace: string, channel: string): void;
  loadBefore(workspace: string, channel: string): void;
  loadAfter(workspace: string, channel: string): void;
  /** Replaces the window by one around a message or time. */
  loadAround(workspace: string, channel: string, place: string): void;
  /** Replaces the window by the newest page. */
  jumpToPresent(workspace: string, channel: string): void;
  openThread(workspace: string, root: string): void;
  loadThreadBefore(workspace: string, root: string): void;
  /** Fetches people that are not known yet (coalesced). */
  needUsers(workspace: string, users: readonly string[]): void;

  signal(signal: ClientSignal): void;
  /** At most one `typing` per channel every three seconds. */
  typing(channel: string): void;
}
