import type { EventData, EventType } from '@roost/protocol/events';
import type { PendingQuery, ReservedSql, Row, Sql } from 'postgres';
import type { Part } from '../storage/part.ts';

// What goes into the log, what comes out of it, and what nouns register with it. The log knows streams, positions, guards and
// transactions; it knows nothing of channels or messages beyond these shapes.

/** Where an event landed: known only under the lock, so data that contains it is made from it. */
export interface Place {
  seq: number;
  /** Microseconds since 1970. Unique and increasing within `clock` when the event names one. */
  at: number;
}

/** An event on its way into the log. */
export interface NewEvent<T extends EventType = EventType> {
  stream: string;
  type: T;
  /** Who did it: a user, account or app id; null for the server itself. */
  actor: string | null;
  /** `*`: everyone who reads the stream; else a channel id: the members of that channel. */
  audience: string;
  /**
   * Names a channel whose clock gives the event its `at`: max(now, the channel's last + 1), so that it is unique there. Messages
   * and joins are on their channel's clock. Without it `at` is now.
   */
  clock?: string;
  /** A given `at` instead of now (backfill): the log adds microseconds until it is free in `clock`. */
  givenAt?: number;
  /** Changes who may do what: advances the stream's `rulesRev` to this event's seq. Such an item is its stream's last of a batch. */
  rules?: boolean;
  /** History from elsewhere: stored and projected, never sent and never replayed. */
  backfill?: boolean;
  data: (place: Place) => EventData<T>;
}

/** An event as it stands in the log. `data` has been upcast to the current version of its type. */
export interface LoggedEvent<T extends EventType = EventType> {
  stream: string;
  seq: number;
  v: number;
  type: T;
  at: number;
  actor: string | null;
  audience: string;
  backfill: boolean;
  data: EventData<T>;
  /** `data` as JSON text, where the log has just written it: whoever sends the event need not stringify again. */
  json?: string;
}

/**
 * State that a check relied on: read again under the lock by the reader registered for `kind`, and compared as text. What the
 * reader yields no row for reads as the empty text.
 */
export interface Guard {
  kind: string;
  id: string;
  is: string;
}

/** SQL on the writing connection. Statements are queued without awaiting, so that a whole burst is one round trip. */
export type Tx = Sql | ReservedSql;
export type Statement = PendingQuery<Row[]>;

/** One intention, all or nothing: its events, and what they were checked against. */
export interface Item {
  events: NewEvent[];
  /** Idempotency: the same key answers with the stored result; with other arguments it is a conflict. */
  key?: { author: string; key: string; argsHash: string };
  /** Streams whose rules were consulted, at which `rulesRev`. A newer one under the lock makes the item stale. */
  checked: { stream: string; rulesRev: number }[];
  guards: Guard[];
  /**
   * Entity keys, `kind:id`, that the item changes; two items that touch the same one never share a batch, nor does one that
   * guards the same kind and id after it.
   */
  touches: string[];
  /** Rows outside the streams (accounts, invites …) that must change with the events or not at all. */
  alongside?: (tx: Tx) => Statement[];
  /**
   * The answer to keep with the key. Absent: readers make it from the first event, so nothing is stored twice (message.post).
   */
  keep?: (events: LoggedEvent[]) => unknown;
}

export type Outcome =
  /** It is in the log, durably. */
  | { type: 'committed'; events: LoggedEvent[] }
  /** This key took effect before: the first event of that time and the kept answer (null when none was kept). */
  | { type: 'repeated'; event: LoggedEvent; kept: unknown }
  /** A rule or a guarded state changed since the check: check again. */
  | { type: 'stale' }
  /** Refused for good: the key was used with other arguments, or a name is taken (`constraint` is the index). */
  | { type: 'conflict'; reason: 'key' | 'unique'; constraint?: string };

/** Turns committed events of one type into tables. Set-based: all events of a batch at once, in seq order. Never reads. */
export interface Projection<T extends EventType = EventType> {
  type: T;
  /** Lower runs first (parents before children). */
  order: number;
  /** Its statements move `channel.last_at` on to the instants of these events: the log need not. */
  advancesClocks?: true;
  /**
   * The same as `apply`, where no two of its statements touch one row, nor one that a statement of another projection's `apart` touches:
   * they may be carried out at once, in any order. Null when that is not so for these events, or because of what is `beside` them in the batch.
   */
  apart?: (events: LoggedEvent<T>[], beside: { has(type: EventType): boolean }) => Part[] | null;
  apply: (tx: Tx, events: LoggedEvent<T>[]) => Statement[];
}

/** A projection of any one type. */
export type AnyProjection = { [T in EventType]: Projection<T> }[EventType] | Projection;

/** Reads the present state of guarded things, set-based; ids without a row are absent from the map. */
export interface GuardReader {
  kind: string;
  /**
   * The state follows from streams, of which every item with such a guard writes to one or was checked against it: it is what it was as
   * long as these stand where they stood.
   */
  fromStreams?: true;
  /** One statement yielding rows {id, state}. */
  read: (ids: readonly string[]) => Part;
}

/** The log. Everything that changes streamed state goes through `append`. */
export interface Log {
  /**
   * Appends an item. Resolves after the commit is durable and after `onCommitted` has been called, in seq order, for everything
   * up to it. Rejects with `Reject('busy')` when the queue is full and with `Reject('unavailable')` while closing.
   */
  append(item: Item): Promise<Outcome>;
  /** What a key answered before, if it did. Same outcomes as `append` for a known key, else null. */
  lookup(key: NonNullable<Item['key']>): Promise<Extract<Outcome, { type: 'repeated' | 'conflict' }> | null>;
  /** Events of a stream after `after`, up to and including `upTo`, oldest first; backfill is left out. */
  read(request: ReadRequest): Promise<LoggedEvent[]>;
  /** The stored heads of streams. Missing streams are absent. */
  heads(streams: string[]): Promise<Map<string, StreamHead>>;
  /** Of streams that are known to be here, the stored heads of those that are elsewhere. */
  movedHeads(known: readonly KnownHead[]): Promise<StreamHead[]>;
  /** Creates the streams that do not exist yet, so that they have an epoch before their first event. */
  ensureStreams(streams: string[]): Promise<void>;
  /** Called in commit order, each stream's events in seq order, before the appends resolve. One listener: the bus. */
  onCommitted(listener: (stream: string, events: LoggedEvent[], head: StreamHead) => void): void;
  /** Stops taking items, writes what is pending, closes the writing connection. */
  close(): Promise<void>;
}

export interface ReadRequest {
  stream: string;
  after: number;
  upTo: number;
  /** Audiences to include; absent: all. */
  audiences?: string[];
  /** Also `member.left` events of this user (one's own leaving is always one's own to see). */
  leavesOf?: string;
  /** Also backfill: for whoever rebuilds state from the log. Never for what is sent. */
  backfill?: boolean;
  limit: number;
}

export interface StreamHead {
  stream: string;
  epoch: string;
  seq: number;
  rulesRev: number;
  resumeFloor: number;
}

export type KnownHead = Omit<StreamHead, 'rulesRev'>;
