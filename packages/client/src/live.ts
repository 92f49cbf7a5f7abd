import { timings } from '@roost/protocol/limits';
import type { PresenceState, ServerSignal } from '@roost/protocol/signals';
import type { Clock } from './ports.ts';
import type { LiveState } from './types.ts';

/** Typing and presence: told by signals, forgotten on their own. */
export class Live {
  state: LiveState = { typing: new Map(), presence: new Map() };
  private readonly expiries = new Map<string, () => void>();
  private readonly clock: Clock;
  private readonly changed: () => void;

  constructor(clock: Clock, changed: () => void) {
    this.clock = clock;
    this.changed = changed;
  }

  signal(signal: ServerSignal): void {
    if (signal.name === 'presence') this.setPresence(signal.user, signal.state);
    else this.startTyping(signal.channel, signal.user);
  }

  /** A message of somebody ends their typing. */
  endTyping(channel: string, user: string): void {
    const users = this.state.typing.get(channel);
    if (!users?.includes(user)) return;
    this.expiries.get(`${channel} ${user}`)?.();
    this.expiries.delete(`${channel} ${user}`);
    const left = users.filter((one) => one !== user);
    const typing = new Map(this.state.typing);
    if (left.length > 0) typing.set(channel, left);
    else typing.delete(channel);
    this.state = { ...this.state, typing };
    this.changed();
  }

  /** The connection is gone, and with it all knowledge of the moment. */
  forget(): void {
    for (const cancel of this.expiries.values()) cancel();
    this.expiries.clear();
    if (this.state.typing.size === 0 && this.state.presence.size === 0) return;
    this.state = { typing: new Map(), presence: new Map() };
    this.changed();
  }

  private startTyping(channel: string, user: string): void {
    const key = `${channel} ${user}`;
    this.expiries.get(key)?.();
    this.expiries.set(key, this.clock.after(timings.typingExpires, () => this.endTyping(channel, user)));
    const users = this.state.typing.get(channel) ?? [];
    if (users.includes(user)) return;
    this.state = { ...this.state, typing: new Map(this.state.typing).set(channel, [...users, user]) };
    this.changed();
  }

  private setPresence(user: string, state: PresenceState): void {
    if (this.state.presence.get(user) === state) return;
    this.state = { ...this.state, presence: new Map(this.state.presence).set(user, state) };
    this.changed();
  }
}
