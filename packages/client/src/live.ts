import { timings } from '@roost/protocol/limits';
import type { ClientSignal, ServerSignal } from '@roost/protocol/signals';
import { withKey, withoutKey } from './maps.ts';
import type { Clock } from './ports.ts';
import type { LiveState } from './types.ts';

export interface LiveWorld {
  clock: Clock;
  send(signal: ClientSignal): void;
  changed(): void;
}

const NOTHING: LiveState = { typing: new Map(), presence: new Map() };

/** Signals, in both directions: never stored, never replayed, forgotten on their own. */
export class Live {
  state = NOTHING;
  readonly #world: LiveWorld;
  readonly #expiries = new Map<string, unknown>();
  readonly #typedAt = new Map<string, number>();
  /** The last word of each lasting signal, said again on every new connection. */
  readonly #lasting = new Map<string, ClientSignal>();

  constructor(world: LiveWorld) {
    this.#world = world;
  }

  /** What the server should know as long as nothing else is said. */
  say(signal: Exclude<ClientSignal, { name: 'typing' }>): void {
    this.#lasting.set(signal.name, signal);
    this.#world.send(signal);
  }

  /** At most every three seconds per channel. */
  type(channel: string): void {
    const now = this.#world.clock.now();
    if (now - (this.#typedAt.get(channel) ?? -Infinity) < timings.typingEvery) return;
    this.#typedAt.set(channel, now);
    this.#world.send({ type: 'signal', name: 'typing', channel });
  }

  connected(): void {
    for (const signal of this.#lasting.values()) this.#world.send(signal);
  }

  /** The connection is gone, and with it all knowledge of the moment. */
  lost(): void {
    for (const timer of this.#expiries.values()) this.#world.clock.clearTimer(timer);
    this.#expiries.clear();
    this.#set(NOTHING);
  }

  heard(signal: ServerSignal): void {
    if (signal.name === 'typing') this.#startTyping(signal.channel, signal.user);
    else this.#set({ ...this.state, presence: withKey(this.state.presence, signal.user, signal.state) });
  }

  /** A message of somebody ends their typing. */
  endTyping(channel: string, user: string): void {
    this.#world.clock.clearTimer(this.#expiries.get(`${channel} ${user}`));
    this.#expiries.delete(`${channel} ${user}`);
    const { typing } = this.state;
    const users = typing.get(channel);
    if (!users?.includes(user)) return;
    const left = users.filter((one) => one !== user);
    this.#set({
      ...this.state,
      typing: left.length > 0 ? withKey(typing, channel, left) : withoutKey(typing, channel),
    });
  }

  #startTyping(channel: string, user: string): void {
    const key = `${channel} ${user}`;
    this.#world.clock.clearTimer(this.#expiries.get(key));
    this.#expiries.set(
      key,
      this.#world.clock.setTimer(() => this.endTyping(channel, user), timings.typingExpires),
    );
    const users = this.state.typing.get(channel) ?? [];
    if (users.includes(user)) return;
    this.#set({ ...this.state, typing: withKey(this.state.typing, channel, [...users, user]) });
  }

  #set(state: LiveState): void {
    if (state === this.state) return;
    this.state = state;
    this.#world.changed();
  }
}
