import type { Channel, User } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { Answer, Args, CommandName, OperationName } from '@roost/protocol/registry';
import type { ClientStorage, Clock, Credentials, Leadership, Randomness, SocketFactory } from './ports.ts';
import type { ClientCounters, ClientState, SentIntent } from './types.ts';

export interface ClientOptions {
  /** The server's public address, with its sub-path if it has one: `https://chat.example`. */
  baseUrl: string;
  socket: SocketFactory;
  credentials: Credentials;
  /** Defaults: system time, system randomness, memory, always leader. */
  clock?: Clock;
  random?: Randomness;
  storage?: ClientStorage;
  leadership?: Leadership;
  /** What the client cannot go on from, such as a frame that is not JSON. Defaults to silence. */
  onBug?: (error: unknown) => void;
}

/** A message to be written; as a reply, and that one in the channel's timeline too, if wanted. */
export type NewPost = Omit<Args<'message.post'>, 'clientId'> & { clientId?: string };

export interface ClientApi {
  /** The same object until something changes. */
  readonly state: ClientState;
  readonly counters: Readonly<ClientCounters>;
  /** Called after every change, once per group of frames. Returns the unsubscribe function. */
  subscribe(listener: () => void): () => void;
  /** Every event as it is folded in, in order, replayed ones too. `workspace` is null for an account's own events. */
  onEvent(listener: (event: Event, workspace: string | null) => void): () => void;

  /** Loads what is stored (settles then), connects, and stays connected until `stop`. */
  start(): Promise<void>;
  stop(): void;
  /** Stops and deletes what is stored: after signing out. */
  forget(): Promise<void>;
  /** Connects at once instead of waiting. */
  retryNow(): void;
  /** The environment's word that the network is back or gone, or that the page is visible again. */
  hint(what: 'online' | 'offline' | 'visible'): void;

  /**
   * Asks over the socket; waits up to ten seconds for a connection. Rejects with `RequestRejected`. Channels, people and messages
   * in the answer are taken into the replica.
   */
  query<N extends OperationName>(name: N, args: Args<N>): Answer<N>;
  /** As `query`. With `key` it may be repeated after a lost answer; what must not get lost goes through `send`. */
  command<N extends CommandName>(name: N, args: Args<N>, key?: string): Answer<N>;

  /**
   * Puts a message into the outbox, where it shows at once. Its client id; null when the outbox is full. A program that gives a
   * `clientId` of its own posts once however often it says so [O4].
   */
  post(message: NewPost): string | null;
  /** Puts another command into the outbox: edit, delete, reactions, following a thread, one's sidebar, a look at one's activity. Its key; null when the outbox is full. */
  send(intent: SentIntent, options?: { holdMs?: number }): string | null;
  /** Sends what is held (`holdMs`) now: one entry, or all, as when the page is left. */
  release(key?: string): void;
  /** Sends a failed entry again, under the same key. */
  retry(key: string): void;
  /** Rewrites a post that waits or has failed, and sends it. False: too late, or no such entry. */
  edit(key: string, text: string): boolean;
  /** Takes an entry out that waits or has failed. False: too late. */
  remove(key: string): boolean;
  /** Moves the read position forward (at most once a second), or with `back` to exactly this message. */
  markRead(channel: string, message: string, options?: { back?: boolean }): void;

  /** The same in a thread that one follows, up to a reply; in others nothing happens. */
  markThreadRead(root: string, upTo: string, options?: { back?: boolean }): void;

  /** Moves the read position forward to an instant, or with `back` to exactly this one. At once. */
  markReadTo(channel: string, at: string, options?: { back?: boolean }): void;

  /** Makes sure that a channel's window is there and fresh. Idempotent. Also for public channels that one is not in. */
  openChannel(channel: string): void;
  loadOlder(channel: string): void;
  loadNewer(channel: string): void;
  /** Replaces the window by one around a message (id or time); by the newest page when that message is not there. */
  loadAround(channel: string, place: string): void;
  /** Replaces a window that does not reach the present by the newest page. */
  jumpToPresent(channel: string): void;
  /** With the channel in which it should be, one that is not there becomes a window that has `failed`; without, nothing happens. */
  openThread(root: string, channel?: string): void;
  loadThreadOlder(root: string): void;
  loadThreadNewer(root: string): void;
  /** Frees a thread's replies. */
  closeThread(root: string): void;

  /** Fetches the people among these that are not known (coalesced). */
  needUsers(workspace: string, users: readonly string[]): void;
  learnUsers(users: readonly User[]): void;
  learnChannels(channels: readonly Channel[]): void;

  /** Which channel is on the screen: typing of others is sent for it alone. Repeated after every reconnect, as are the next three. */
  focus(channel: string | null): void;
  /** Whose presence is shown; replaces the earlier list. */
  watchPresence(users: readonly string[]): void;
  setPresence(state: 'active' | 'away'): void;
  /** Whether somebody looks. While nobody does, everything comes a few seconds late and at little cost, except what is meant for oneself. */
  setAttention(state: 'here' | 'elsewhere'): void;
  /** Say it on every keystroke; at most one signal per channel leaves every three seconds. */
  typing(channel: string): void;
}
