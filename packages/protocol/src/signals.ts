import Type from 'typebox';
import type { Static } from 'typebox';
import { limits } from './limits.ts';
import { AnyChannel, Exact, Id, Nullable } from './schema.ts';

// Signals are ephemeral: droppable, latest wins, never logged, never replayed.

const signal = Type.Literal('signal');
export const PresenceState = Type.Union([Type.Literal('active'), Type.Literal('away'), Type.Literal('offline')]);
export type PresenceState = Static<typeof PresenceState>;

export const ClientSignal = Type.Union([
  /** I am typing in this channel (at most every 3 s). */
  Exact({ type: signal, name: Type.Literal('typing'), channel: AnyChannel }),
  /** This channel is open on my screen; typing of others is sent for it alone. */
  Exact({ type: signal, name: Type.Literal('focus'), channel: Nullable(AnyChannel) }),
  /** Tell me the presence of these people, now and when it changes; replaces the earlier list. */
  Exact({
    type: signal,
    name: Type.Literal('presence.watch'),
    users: Type.Array(Id('user'), { maxItems: limits.watchedUsers }),
  }),
  /** I am at the device, or have left it. A new connection is active. */
  Exact({
    type: signal,
    name: Type.Literal('presence.set'),
    state: Type.Union([Type.Literal('active'), Type.Literal('away')]),
  }),
  /** Nobody looks at me for now, or somebody does again. A new connection is looked at. */
  Exact({
    type: signal,
    name: Type.Literal('attention'),
    state: Type.Union([Type.Literal('here'), Type.Literal('elsewhere')]),
  }),
]);
export type ClientSignal = Static<typeof ClientSignal>;

export const ServerSignal = Type.Union([
  Exact({ type: signal, name: Type.Literal('typing'), channel: AnyChannel, user: Id('user') }),
  Exact({ type: signal, name: Type.Literal('presence'), user: Id('user'), state: PresenceState }),
]);
export type ServerSignal = Static<typeof ServerSignal>;
