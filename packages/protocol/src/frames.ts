import Type from 'typebox';
import type { Static } from 'typebox';
import { rejects, type RejectCode } from './codes.ts';
import { AnyEvent } from './events.ts';
import type { Event } from './events.ts';
import { Cursor, Exact, Id, Key, Nullable, Rev } from './schema.ts';
import { ClientSignal, ServerSignal } from './signals.ts';

// What crosses a socket, named by who speaks. One socket carries all streams of an identity: its account's, its members' and
// its workspaces'. The client's first frame is `hello`; the server answers `welcome` and from then on tells everything that
// happens as `batch`es, each with the cursor up to which everything visible has been written to this socket.

const Stream = Id('workspace', 'user', 'account', 'app');
const RequestId = Type.Integer({ minimum: 1 });
const Name = Type.String({ maxLength: 64 });
const Args = Type.Record(Type.String(), Type.Unknown());

export const Hello = Exact({
  type: Type.Literal('hello'),
  /** Streams to resume. `null` asks for a resync. Streams of the identity that are not named join live. */
  cursors: Type.Record(Type.String(), Nullable(Type.String({ maxLength: 64 }))),
  /** Another `hello` follows, so that no frame grows too large. */
  more: Type.Optional(Type.Boolean()),
});
export type Hello = Static<typeof Hello>;

export const Command = Exact({
  type: Type.Literal('command'),
  id: RequestId,
  name: Name,
  args: Args,
  key: Type.Optional(Key),
});
export const Query = Exact({ type: Type.Literal('query'), id: RequestId, name: Name, args: Args });
export const Auth = Exact({ type: Type.Literal('auth'), token: Type.String({ maxLength: 4096 }) });
export const Ping = Exact({ type: Type.Literal('ping') });

export const ClientFrame = Type.Union([Hello, Command, Query, Auth, Ping, ...ClientSignal.anyOf]);
export type ClientFrame = Static<typeof ClientFrame>;

const codes = Object.keys(rejects) as RejectCode[];
export const RejectFrameBody = Exact({
  code: Type.Union(codes.map((code) => Type.Literal(code))),
  detail: Type.String(),
  retryable: Type.Boolean(),
  field: Type.Optional(Type.String()),
  retryAfterMs: Type.Optional(Type.Integer({ minimum: 0 })),
});

export const Welcome = Exact({
  type: Type.Literal('welcome'),
  session: Id('session'),
  version: Type.Integer(),
  heartbeatMs: Type.Integer(),
  /** The position at which each stream of the identity joined live, or from which it is being resumed. */
  cursors: Type.Record(Type.String(), Cursor),
});
export const Batch = Exact({
  type: Type.Literal('batch'),
  stream: Stream,
  /** Everything visible up to here is in this frame or was written to this socket before. Events may lie beyond it. */
  cursor: Cursor,
  events: Type.Array(AnyEvent),
});
export const ResyncReason = Type.Union([
  Type.Literal('asked'),
  Type.Literal('too_old'),
  Type.Literal('epoch'),
  Type.Literal('unknown'),
  Type.Literal('too_much'),
  Type.Literal('role'),
]);
export const Resync = Exact({ type: Type.Literal('resync'), stream: Stream, reason: ResyncReason });
export const Result = Type.Union([
  Exact({ type: Type.Literal('result'), id: RequestId, ok: Type.Literal(true), value: Type.Unknown() }),
  Exact({ type: Type.Literal('result'), id: RequestId, ok: Type.Literal(false), error: RejectFrameBody }),
]);
export const Heartbeat = Exact({
  type: Type.Literal('heartbeat'),
  /** Streams whose position moved since the last heartbeat. */
  cursors: Type.Record(Type.String(), Cursor),
  /** Per stream in `cursors`: how many events this connection has been sent since `welcome`. */
  delivered: Type.Record(Type.String(), Rev),
});
export const Reconnect = Exact({ type: Type.Literal('reconnect'), afterMs: Type.Integer({ minimum: 0 }) });
export const Pong = Exact({ type: Type.Literal('pong') });

export const ServerFrame = Type.Union([
  Welcome,
  Batch,
  Resync,
  ...Result.anyOf,
  Heartbeat,
  Reconnect,
  Pong,
  ...ServerSignal.anyOf,
]);

export type BatchFrame = Omit<Static<typeof Batch>, 'events'> & { events: Event[] };
export type ResultFrame = Static<typeof Result>;
export type ServerFrame =
  | Static<typeof Welcome>
  | BatchFrame
  | Static<typeof Resync>
  | ResultFrame
  | Static<typeof Heartbeat>
  | Static<typeof Reconnect>
  | Static<typeof Pong>
  | ServerSignal;
