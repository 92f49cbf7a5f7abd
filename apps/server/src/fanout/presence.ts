import type { PresenceState } from '@roost/protocol/signals';
import { mayKnow } from '../domain/members/sharing.ts';
import { addTo, takeFrom } from './few.ts';
import type { Few } from './few.ts';
import { signalFrame } from './onlooker.ts';
import type { LoadedRules, Onlooker } from './onlooker.ts';

/*
 * Who is there. Somebody is active while any of their sessions is, away while all are away, and offline ten seconds after the
 * last one went, so that a reconnect shows nothing [G3]. Changes go, gathered by `tick`, only to those who watch the person and
 * share a workspace with them now [G2]. No timers of its own: whoever sweeps the sessions calls `tick`.
 */

const GRACE_MS = 10_000;

type Here = 'active' | 'away';

interface Entry {
  state: Here;
  places: Onlooker['places'];
  watched: ReadonlySet<string>;
}

export class Presence {
  readonly #rules: LoadedRules;
  readonly #now: () => number;
  readonly #entries = new Map<Onlooker, Entry>();
  readonly #sessionsOf = new Map<string, Few<Onlooker>>();
  readonly #watchersOf = new Map<string, Few<Onlooker>>();
  /** Those whose last session went, oldest first. */
  readonly #lingering = new Map<string, { state: Here; until: number }>();
  readonly #changed = new Set<string>();
  /** What watchers were last told. */
  readonly #told = new Map<string, PresenceState>();

  constructor(rules: LoadedRules, now: () => number) {
    this.#rules = rules;
    this.#now = now;
  }

  /** A session begins, or is somebody in other workspaces than before. A new one is active. */
  enter(session: Onlooker): void {
    const known = this.#entries.get(session);
    const { places } = session;
    if (known?.places === places) return;
    this.#entries.set(session, { state: known?.state ?? 'active', places, watched: known?.watched ?? NOBODY });
    for (const { user } of known?.places ?? [])
      if (!places.some((place) => place.user === user)) this.#depart(user, session, known!.state);
    for (const { user } of places) {
      addTo(this.#sessionsOf, user, session);
      this.#lingering.delete(user);
      this.#changed.add(user);
    }
  }

  exit(session: Onlooker): void {
    const entry = this.#entries.get(session);
    if (!entry) return;
    for (const user of entry.watched) this.#unwatch(user, session);
    for (const { user } of entry.places) this.#depart(user, session, entry.state);
    this.#entries.delete(session);
  }

  set(session: Onlooker, state: Here): void {
    const entry = this.#entries.get(session);
    if (!entry || entry.state === state) return;
    entry.state = state;
    for (const { user } of entry.places) this.#changed.add(user);
  }

  /** Replaces whom the session watches and tells their present states. Strangers are left out without a word. */
  watch(session: Onlooker, users: readonly string[]): void {
    const entry = this.#entries.get(session);
    if (!entry) return;
    for (const user of entry.watched) this.#unwatch(user, session);
    const watched = new Set(users.filter((user) => this.#share(session, user)));
    entry.watched = watched;
    for (const user of watched) addTo(this.#watchersOf, user, session);
    this.refresh(session);
  }

  /** Tells a session again what it watches: signals may have been dropped while it was slow. Strangers by now are left out. */
  refresh(session: Onlooker): void {
    for (const user of this.#entries.get(session)?.watched ?? []) {
      if (!this.#share(session, user)) continue;
      const state = this.stateOf(user);
      if (!this.#told.has(user)) this.#told.set(user, state);
      tell(session, user, state);
    }
  }

  /** Sends what changed since the last tick. */
  tick(): void {
    const now = this.#now();
    for (const [user, { until }] of this.#lingering) {
      // A clock that was set back counts as a long time.
      if (until > now && until - now <= GRACE_MS) break;
      this.#lingering.delete(user);
      this.#changed.add(user);
    }
    for (const user of this.#changed) this.#tellWatchers(user);
    this.#changed.clear();
  }

  stateOf(user: string): PresenceState {
    let state: PresenceState = this.#lingering.get(user)?.state ?? 'offline';
    for (const session of this.#sessionsOf.get(user) ?? []) {
      state = this.#entries.get(session)?.state ?? state;
      if (state === 'active') break;
    }
    return state;
  }

  #tellWatchers(user: string): void {
    const watchers = this.#watchersOf.get(user);
    const state = this.stateOf(user);
    if (!watchers || this.#told.get(user) === state) return;
    this.#told.set(user, state);
    for (const session of watchers) if (this.#share(session, user)) tell(session, user, state);
  }

  #depart(user: string, session: Onlooker, state: Here): void {
    takeFrom(this.#sessionsOf, user, session);
    if (!this.#sessionsOf.has(user)) this.#linger(user, state);
    this.#changed.add(user);
  }

  #linger(user: string, state: Here): void {
    this.#lingering.delete(user);
    this.#lingering.set(user, { state, until: this.#now() + GRACE_MS });
  }

  #unwatch(user: string, session: Onlooker): void {
    takeFrom(this.#watchersOf, user, session);
    if (!this.#watchersOf.has(user)) this.#told.delete(user);
  }

  #share(session: Onlooker, user: string): boolean {
    return session.places.some(({ workspace, user: self }) => {
      const rules = this.#rules(workspace);
      return rules !== undefined && rules.users.has(user) && mayKnow(rules, self, user);
    });
  }
}

function tell(session: Onlooker, user: string, state: PresenceState): void {
  session.signal(`presence ${user}`, signalFrame({ type: 'signal', name: 'presence', user, state }));
}

const NOBODY: ReadonlySet<string> = new Set();
