import { comesBack } from '@roost/protocol/codes';
import { timings } from '@roost/protocol/limits';
import { assertNever } from './assertNever.ts';
import { backoffMs } from './backoff.ts';
import type { ConnectionStatus } from './types.ts';

/*
 * The life of the connection: one union, one pure function. `link.ts` does what the effects say and reports what came of it;
 * nothing else decides what happens next.
 *
 * idle → refreshing → connecting → greeting → live; from any of these to waiting (and from there on again), offline, signedOut,
 * stopped. Why an upgrade failed cannot be read in a browser, so a socket that never opened is followed by a new token, which
 * tells whether the login still stands [K4]. Backoff is forgotten after 30 s of a stable connection [K1].
 */

export interface Access {
  token: string;
  /** Milliseconds since 1970 by this device's clock; null: until it is revoked. */
  goodUntil: number | null;
}

export type Connection =
  | { type: 'idle' }
  /** Waiting for an access token. `failed`: a socket did not open with the last one. */
  | { type: 'refreshing'; attempt: number; failed: boolean }
  | { type: 'connecting'; attempt: number; access: Access }
  /** The socket is open, `hello` is sent. */
  | { type: 'greeting'; attempt: number; access: Access; comeBackAt: number | null }
  | {
      type: 'live';
      attempt: number;
      access: Access;
      comeBackAt: number | null;
      liveSince: number;
      heardAt: number;
      pingedAt: number;
    }
  | { type: 'waiting'; attempt: number; access: Access | null; failed: boolean; until: number }
  /** The environment says that there is no network. */
  | { type: 'offline'; access: Access | null }
  | { type: 'signedOut'; reason: 'expired' | 'revoked' }
  | { type: 'stopped'; reason: string };

export type ConnectionEvent =
  | { type: 'start' | 'stop' | 'online' | 'offline' | 'visible' | 'retryNow' }
  | { type: 'token'; token: string; lifetimeMs: number | null }
  /** The login is over. */
  | { type: 'loginOver' }
  | { type: 'tokenLater'; afterMs: number | null }
  | { type: 'opened' }
  | { type: 'closed'; code: number }
  /** The server speaks another version of the protocol [V2]. */
  | { type: 'foreign'; version: number }
  | { type: 'welcomed' }
  /** Any frame. */
  | { type: 'heard' }
  | { type: 'askedToReconnect'; afterMs: number }
  | { type: 'rang'; timer: TimerName };

/** `retry`: stop waiting; `handshake`: open and welcome took too long; `silence`: look whether anything was heard; `token`: renew. */
export type TimerName = 'retry' | 'handshake' | 'silence' | 'token';

export type Effect =
  | { type: 'refresh'; failed: boolean }
  | { type: 'open'; token: string }
  | { type: 'hello' }
  /** Close the socket and forget it. */
  | { type: 'drop' }
  | { type: 'ping' }
  /** In band, to this socket. */
  | { type: 'auth'; token: string }
  | { type: 'setTimer'; timer: TimerName; ms: number }
  | { type: 'clearTimers' };

export interface Surroundings {
  /** Milliseconds since 1970. */
  now: number;
  /** A fresh random number in [0, 1). */
  unit: number;
}

export interface Step {
  state: Connection;
  effects: Effect[];
}

const HANDSHAKE_WITHIN_MS = 10_000;
const STABLE_AFTER_MS = 30_000;
const PONG_WITHIN_MS = 5_000;
const TOKEN_RETRY_MS = 10_000;
/** A token this close to its end is not worth connecting with. */
const SPENT_MS = 15_000;

/** The next state and what to do. What means nothing in a state changes nothing. */
export function transition(state: Connection, event: ConnectionEvent, world: Surroundings): Step {
  switch (event.type) {
    case 'start':
      return isOver(state) || state.type === 'idle' ? refresh(0, false) : stay(state);
    case 'stop':
      return end({ type: 'stopped', reason: 'stopped' });
    case 'foreign':
      return state.type === 'greeting'
        ? end({ type: 'stopped', reason: `The server speaks version ${event.version} of the protocol.` })
        : stay(state);
    case 'token':
      return tokenCame(state, accessOf(event, world), world);
    case 'loginOver':
      return state.type === 'refreshing' || state.type === 'live'
        ? end({ type: 'signedOut', reason: 'expired' })
        : stay(state);
    case 'tokenLater':
      return tokenLater(state, event.afterMs, world);
    case 'opened':
      return state.type === 'connecting'
        ? { state: { ...state, type: 'greeting', comeBackAt: null }, effects: [{ type: 'hello' }] }
        : stay(state);
    case 'welcomed':
      return state.type === 'greeting' ? welcomed(state, world) : stay(state);
    case 'heard':
      return state.type === 'live' ? stay({ ...state, heardAt: world.now }) : stay(state);
    case 'askedToReconnect':
      return askedToReconnect(state, event.afterMs, world);
    case 'closed':
      return closed(state, event.code, world);
    case 'rang':
      return rang(state, event.timer, world);
    case 'offline':
      return isOver(state) || state.type === 'idle'
        ? stay(state)
        : end({ type: 'offline', access: 'access' in state ? state.access : null });
    case 'online':
    case 'visible':
    case 'retryNow':
      return hinted(state, event.type, world);
    default:
      return assertNever(event);
  }
}

/** What a person may be told. `since`: when this phase began; `known`: it was live before. */
export function statusOf(state: Connection, since: number, known: boolean): ConnectionStatus {
  switch (state.type) {
    case 'live':
      return { phase: 'live', since };
    case 'offline':
      return { phase: 'offline', since };
    case 'signedOut':
      return { phase: 'signedOut', since, reason: state.reason };
    case 'stopped':
      return { phase: 'stopped', since, reason: state.reason };
    case 'waiting':
      return { phase: 'reconnecting', since, retryAt: state.until };
    case 'idle':
      return { phase: 'connecting', since };
    case 'refreshing':
    case 'connecting':
    case 'greeting':
      return known || state.attempt > 0
        ? { phase: 'reconnecting', since, retryAt: null }
        : { phase: 'connecting', since };
    default:
      return assertNever(state);
  }
}

function refresh(attempt: number, failed: boolean): Step {
  return {
    state: { type: 'refreshing', attempt, failed },
    effects: [{ type: 'clearTimers' }, { type: 'refresh', failed }],
  };
}

function connect(attempt: number, access: Access): Step {
  return {
    state: { type: 'connecting', attempt, access },
    effects: [
      { type: 'clearTimers' },
      { type: 'setTimer', timer: 'handshake', ms: HANDSHAKE_WITHIN_MS },
      { type: 'open', token: access.token },
    ],
  };
}

function tokenCame(state: Connection, access: Access, { now }: Surroundings): Step {
  if (state.type === 'refreshing') return connect(state.attempt, access);
  if (state.type !== 'live') return stay(state);
  return { state: { ...state, access }, effects: [{ type: 'auth', token: access.token }, ...renewal(access, now)] };
}

function tokenLater(state: Connection, afterMs: number | null, world: Surroundings): Step {
  if (state.type === 'live')
    return { state, effects: [{ type: 'setTimer', timer: 'token', ms: afterMs ?? TOKEN_RETRY_MS }] };
  return state.type === 'refreshing'
    ? wait({ ...state, access: null }, world, { atLeastMs: afterMs ?? 0 })
    : stay(state);
}

function welcomed(state: Extract<Connection, { type: 'greeting' }>, { now }: Surroundings): Step {
  return {
    state: { ...state, type: 'live', liveSince: now, heardAt: now, pingedAt: 0 },
    effects: [
      { type: 'clearTimers' },
      { type: 'setTimer', timer: 'silence', ms: timings.silenceAllowed },
      ...renewal(state.access, now),
      ...comeBack(state.comeBackAt, now),
    ],
  };
}

/** What is on its way is still answered: the server closes when it is done, and we do when it does not. */
function askedToReconnect(state: Connection, afterMs: number, { now }: Surroundings): Step {
  if (state.type !== 'live' && state.type !== 'greeting') return stay(state);
  const comeBackAt = now + afterMs;
  return { state: { ...state, comeBackAt }, effects: comeBack(comeBackAt, now) };
}

function closed(state: Connection, code: number, world: Surroundings): Step {
  switch (state.type) {
    case 'connecting':
      return wait(state, world, { failed: true });
    case 'greeting':
    case 'live': {
      if (code === 4502) return end({ type: 'signedOut', reason: 'revoked' });
      if (!comesBack(code)) return end({ type: 'stopped', reason: `The server closed with ${code}.` });
      const access = code === 4002 ? null : state.access;
      const asked = state.comeBackAt;
      return wait({ ...state, access }, world, asked === null ? {} : { exactlyMs: Math.max(0, asked - world.now) });
    }
    default:
      return stay(state);
  }
}

function rang(state: Connection, timer: TimerName, world: Surroundings): Step {
  switch (timer) {
    case 'retry':
      if (state.type === 'waiting') return again(state, world);
      return state.type === 'live' || state.type === 'greeting'
        ? again({ ...state, failed: false }, world)
        : stay(state);
    case 'handshake':
      if (state.type === 'connecting') return wait(state, world, { failed: true });
      return state.type === 'greeting' ? wait(state, world) : stay(state);
    case 'silence':
      return state.type === 'live' ? listened(state, world) : stay(state);
    case 'token':
      return state.type === 'live' ? { state, effects: [{ type: 'refresh', failed: false }] } : stay(state);
    default:
      return assertNever(timer);
  }
}

/** Frames do not set the timer anew, they only say when they came: most silences are over when it rings. */
function listened(state: Extract<Connection, { type: 'live' }>, world: Surroundings): Step {
  const { heardAt, pingedAt } = state;
  const quietMs = world.now - heardAt;
  const unanswered = pingedAt > heardAt && world.now - pingedAt >= PONG_WITHIN_MS;
  if (unanswered || quietMs >= timings.silenceAllowed) return wait(state, world);
  return { state, effects: [{ type: 'setTimer', timer: 'silence', ms: timings.silenceAllowed - quietMs }] };
}

function hinted(state: Connection, hint: 'online' | 'visible' | 'retryNow', world: Surroundings): Step {
  switch (state.type) {
    case 'waiting':
      return again(state, world);
    case 'offline':
      return hint === 'visible' ? stay(state) : again({ attempt: 0, access: state.access, failed: false }, world);
    case 'live':
      if (hint === 'retryNow') return stay(state);
      // The network changed or the machine slept: is anybody still there?
      return {
        state: { ...state, pingedAt: world.now },
        effects: [{ type: 'ping' }, { type: 'setTimer', timer: 'silence', ms: PONG_WITHIN_MS }],
      };
    default:
      return stay(state);
  }
}

/** With a token that still lasts straight to the socket, else first for a new one. */
function again(
  { attempt, access, failed }: { attempt: number; access: Access | null; failed: boolean },
  { now }: Surroundings,
): Step {
  const lasts = access !== null && (access.goodUntil === null || access.goodUntil - now > SPENT_MS);
  const step = lasts && !failed ? connect(attempt, access) : refresh(attempt, failed);
  return { ...step, effects: [{ type: 'drop' }, ...step.effects] };
}

interface Patience {
  failed?: boolean;
  atLeastMs?: number;
  exactlyMs?: number;
}

type Trying = { attempt: number; access: Access | null; liveSince?: number; failed?: boolean };

function wait(
  { attempt, access, liveSince, failed }: Trying,
  { now, unit }: Surroundings,
  patience: Patience = {},
): Step {
  const wasStable = liveSince !== undefined && now - liveSince >= STABLE_AFTER_MS;
  const tries = wasStable ? 0 : attempt;
  const ms = patience.exactlyMs ?? Math.max(patience.atLeastMs ?? 0, backoffMs(tries, unit));
  return {
    state: { type: 'waiting', attempt: tries + 1, access, failed: patience.failed ?? failed ?? false, until: now + ms },
    effects: [{ type: 'clearTimers' }, { type: 'drop' }, { type: 'setTimer', timer: 'retry', ms }],
  };
}

function end(state: Connection): Step {
  return { state, effects: [{ type: 'clearTimers' }, { type: 'drop' }] };
}

function accessOf({ token, lifetimeMs }: { token: string; lifetimeMs: number | null }, { now }: Surroundings): Access {
  return { token, goodUntil: lifetimeMs === null ? null : now + lifetimeMs };
}

/** A token is renewed in band when four fifths of its time are over. */
function renewal({ goodUntil }: Access, now: number): Effect[] {
  return goodUntil === null
    ? []
    : [{ type: 'setTimer', timer: 'token', ms: Math.max(1_000, Math.floor((goodUntil - now) * 0.8)) }];
}

function comeBack(at: number | null, now: number): Effect[] {
  return at === null ? [] : [{ type: 'setTimer', timer: 'retry', ms: Math.max(0, at - now) }];
}

function isOver(state: Connection): boolean {
  return state.type === 'stopped' || state.type === 'signedOut';
}

const stay = (state: Connection): Step => ({ state, effects: [] });
