import { signalFrame } from './onlooker.ts';
import type { LoadedRules, Onlooker } from './onlooker.ts';

/*
 * Who is typing where: told to those who have that channel open and are its members now, never to oneself [G1]. A signal that
 * comes faster than a client should send it is dropped.
 */

/** Clients send every 3 s; network and clocks are given some room. */
const SAME_CHANNEL_MS = 2_000;
const OTHER_CHANNEL_MS = 300;

export class Typing {
  readonly #rules: LoadedRules;
  readonly #now: () => number;
  readonly #focusOf = new Map<Onlooker, string>();
  readonly #focused = new Map<string, Set<Onlooker>>();
  readonly #last = new WeakMap<Onlooker, { channel: string; at: number }>();

  constructor(rules: LoadedRules, now: () => number) {
    this.#rules = rules;
    this.#now = now;
  }

  /** The session has this channel on its screen, or none. */
  focus(session: Onlooker, channel: string | null): void {
    const before = this.#focusOf.get(session);
    if (before !== undefined) {
      const others = this.#focused.get(before);
      others?.delete(session);
      if (others?.size === 0) this.#focused.delete(before);
      this.#focusOf.delete(session);
    }
    if (channel === null) return;
    this.#focusOf.set(session, channel);
    const sessions = this.#focused.get(channel);
    if (sessions) sessions.add(session);
    else this.#focused.set(channel, new Set([session]));
  }

  exit(session: Onlooker): void {
    this.focus(session, null);
  }

  /** The session's person is typing in this channel. */
  typing(session: Onlooker, channel: string): void {
    if (!this.#mayNow(session, channel)) return;
    const typist = this.#memberOf(session, channel);
    if (!typist) return;
    let bytes: Buffer | undefined;
    for (const reader of this.#focused.get(channel) ?? []) {
      const user = this.#memberOf(reader, channel);
      if (!user || user === typist) continue;
      bytes ??= signalFrame({ type: 'signal', name: 'typing', channel, user: typist });
      reader.signal(`typing ${channel} ${typist}`, bytes);
    }
  }

  #mayNow(session: Onlooker, channel: string): boolean {
    const last = this.#last.get(session);
    const at = this.#now();
    // A clock that was set back counts as a long time.
    if (last && at >= last.at && at - last.at < (last.channel === channel ? SAME_CHANNEL_MS : OTHER_CHANNEL_MS))
      return false;
    this.#last.set(session, { channel, at });
    return true;
  }

  /** Who of the session's users is a member of the channel. */
  #memberOf({ places }: Onlooker, channel: string): string | undefined {
    return places.find(({ workspace, user }) => this.#rules(workspace)?.channels.get(channel)?.members.has(user))?.user;
  }
}
