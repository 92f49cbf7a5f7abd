import { comesBack } from '@roost/protocol/codes';
import { backoffMs } from './backoff.ts';

// The life of the connection as one union and one pure function. Nothing else decides what happens next; the runner only does
// what the effects say and reports what came of it. Rules K1, K4, S8.

export interface Access {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export type State =
  | { type: 'idle' }
  /** Waiting for an access token. */
  | { type: 'authorising'; attempt: number; since: number }
  | { type: 'opening'; attempt: number; since: number; access: Access }
  /** The socket is open, `hello` is sent. */
  | { type: 'greeting'; attempt: number; since: number; access: Access }
  | { type: 'live'; attempt: number; since: number; access: Access }
  | { type: 'waiting'; attempt: number; since: number; retryAt: number; access: Access | null }
  /** The environment says that there is no network. */
  | { type: 'offline'; attempt: number; since: number; access: Access | null }
  | { type: 'signedOut'; since: number; reason: 'expired' | 'revoked' | 'left' }
  | { type: 'stopped'; since: number; reason: string };

export type Input =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'authorised'; access: Access }
  /** The login is over: nothing to retry with. */
  | { type: 'unauthorised' }
  /** The token could not be had now. */
  | { type: 'unreachable'; retryAfterMs: number | null }
  | { type: 'opened' }
  | { type: 'welcomed' }
  | { type: 'closed'; code: number }
  /** The server asked to come back later. */
  | { type: 'asked'; afterMs: number }
  | { type: 'timer'; name: TimerName }
  | { type: 'online' | 'offline' | 'visible' | 'retryNow' };

export type TimerName = 'retry' | 'greet' | 'silence' | 'stable' | 'token';

export type Effect =
  | { type: 'authorise' }
  | { type: 'open'; access: Access }
  | { type: 'hello' }
  | { type: 'drop' }
  | { type: 'ping' }
  | { type: 'lost' }
  | { type: 'timer'; name: TimerName; ms: number }
  | { type: 'clear'; names: TimerName[] };

/** What the function needs of the world. */
export interface Surroundings {
  now: number;
  random: number;
}

const greetWithinMs = 10_000;
const stableAfterMs = 30_000;
/** The token is renewed in band this long before it ends. */
const renewBeforeMs = 60_000;
const everything: TimerName[] = ['retry', 'greet', 'silence', 'stable', 'token'];

export interface Step {
  state: State;
  effects: Effect[];
}

/** The next state and what to do. Inputs that mean nothing in a state change nothing. */
export function transition(state: State, input: Input, world: Surroundings): Step {
  switch (input.type) {
    case 'stop':
      return end({ type: 'stopped', since: world.now, reason: 'stopped' });
    case 'unauthorised':
      return state.type === 'stopped' ? stay(state) : end({ type: 'signedOut', since: world.now, reason: 'expired' });
    case 'start':
      return state.type === 'idle' || state.type === 'stopped' || state.type === 'signedOut' ? authorise(0, world.now) : stay(state);
    case 'authorised':
      return authorised(state, input.access, world);
    case 'unreachable':
      if (state.type === 'live') return { state, effects: [{ type: 'timer', name: 'token', ms: 5_000 }] };
      return state.type === 'authorising' ? wait(state, null, input.retryAfterMs, world) : stay(state);
    case 'opened':
      return state.type === 'opening'
        ? { state: { ...state, type: 'greeting' }, effects: [{ type: 'hello' }] }
        : stay(state);
    case 'welcomed':
      return state.type === 'greeting' ? welcomed(state, world) : stay(state);
    case 'closed':
      return closed(state, input.code, world);
    case 'asked':
      return state.type === 'live' || state.type === 'greeting' ? withDrop(wait(state, state.access, input.afterMs, world)) : stay(state);
    case 'timer':
      return timer(state, input.name, world);
    case 'offline':
      return offline(state, world);
    case 'online':
    case 'visible':
    case 'retryNow':
      return hinted(state, input.type, world);
  }
}

function authorise(attempt: number, since: number): Step {
  return { state: { type: 'authorising', attempt, since }, effects: [{ type: 'clear', names: everything }, { type: 'authorise' }] };
}

function authorised(state: State, access: Access, { now }: Surroundings): Step {
  const renew: Effect = { type: 'timer', name: 'token', ms: Math.max(1_000, access.expiresAt - now - renewBeforeMs) };
  if (state.type === 'live') return { state: { ...state, access }, effects: [renew] };
  if (state.type !== 'authorising') return stay(state);
  return { state: { ...state, type: 'opening', access }, effects: [{ type: 'timer', name: 'greet', ms: greetWithinMs }, { type: 'open', access }] };
}

function welcomed(state: Extract<State, { type: 'greeting' }>, { now }: Surroundings): Step {
  return {
    state: { type: 'live', attempt: state.attempt, since: now, access: state.access },
    effects: [
      { type: 'clear', names: ['greet', 'retry'] },
      { type: 'timer', name: 'silence', ms: 0 },
      { type: 'timer', name: 'stable', ms: stableAfterMs },
      { type: 'timer', name: 'token', ms: Math.max(1_000, state.access.expiresAt - now - renewBeforeMs) },
    ],
  };
}

function closed(state: State, code: number, world: Surroundings): Step {
  switch (state.type) {
    case 'opening':
    case 'greeting':
      // Why an upgrade failed cannot be read in a browser: a fresh token tells whether the login still stands.
      return code === 4502 ? end({ type: 'signedOut', since: world.now, reason: 'revoked' }) : wait(state, null, null, world);
    case 'live':
      if (code === 4502) return end({ type: 'signedOut', since: world.now, reason: 'revoked' });
      if (!comesBack(code)) return end({ type: 'stopped', since: world.now, reason: `closed with ${code}` });
      return withLost(wait(state, code === 4002 ? null : state.access, null, world));
    default:
      return stay(state);
  }
}

function timer(state: State, name: TimerName, world: Surroundings): Step {
  if (name === 'retry' && state.type === 'waiting') return retry(state, world);
  if (name === 'greet' && (state.type === 'opening' || state.type === 'greeting')) return withDrop(wait(state, null, null, world));
  if (name === 'silence' && state.type === 'live') return withLost(withDrop(wait(state, state.access, null, world)));
  if (name === 'stable' && state.type === 'live') return { state: { ...state, attempt: 0 }, effects: [] };
  if (name === 'token' && state.type === 'live') return { state, effects: [{ type: 'authorise' }] };
  return stay(state);
}

/** With a token that still lasts, straight to the socket; else first a new one. */
function retry(state: Extract<State, { type: 'waiting' | 'offline' }>, world: Surroundings): Step {
  const { access, attempt } = state;
  if (!access || access.expiresAt - world.now < 15_000) return authorise(attempt, state.since);
  return {
    state: { type: 'opening', attempt, since: state.since, access },
    effects: [{ type: 'clear', names: everything }, { type: 'timer', name: 'greet', ms: greetWithinMs }, { type: 'open', access }],
  };
}

function offline(state: State, world: Surroundings): Step {
  if (state.type === 'idle' || state.type === 'stopped' || state.type === 'signedOut' || state.type === 'offline') return stay(state);
  const access = 'access' in state ? state.access : null;
  const next: State = { type: 'offline', attempt: 0, since: state.type === 'live' ? world.now : state.since, access };
  return { state: next, effects: [{ type: 'clear', names: everything }, { type: 'drop' }, { type: 'lost' }] };
}

function hinted(state: State, hint: 'online' | 'visible' | 'retryNow', world: Surroundings): Step {
  if (state.type === 'waiting' || (state.type === 'offline' && hint !== 'visible')) return retry(state, world);
  if (state.type === 'live' && hint !== 'retryNow') return { state, effects: [{ type: 'ping' }] };
  return stay(state);
}

function wait(state: Extract<State, { attempt: number }>, access: Access | null, atLeastMs: number | null, world: Surroundings): Step {
  const ms = Math.max(atLeastMs ?? 0, backoffMs(state.attempt, world.random));
  return {
    state: {
      type: 'waiting',
      attempt: state.attempt + 1,
      since: state.type === 'live' ? world.now : state.since,
      retryAt: world.now + ms,
      access,
    },
    effects: [{ type: 'clear', names: everything }, { type: 'timer', name: 'retry', ms }],
  };
}

function end(state: State): Step {
  return { state, effects: [{ type: 'clear', names: everything }, { type: 'drop' }, { type: 'lost' }] };
}

const stay = (state: State): Step => ({ state, effects: [] });
const withDrop = (step: Step): Step => ({ ...step, effects: [{ type: 'drop' }, { type: 'lost' }, ...step.effects] });
const withLost = (step: Step): Step => ({ ...step, effects: [{ type: 'lost' }, ...step.effects] });
