import type { PresenceState } from '@roost/protocol/signals';
import { mayKnow } from '../domain/members/sharing.ts';
import { FewByName } from './few.ts';
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
  readonly #sessionsOf = new FewByName<Onlooker>();
  readonly #watchersOf = new FewByName<Onlooker>();
  /** Those whose last session went, oldest first. */
  readonly #lingering = new Map<string, { state: Here; until: number }>();
  readonly #changed = new Set<string>();
  /** Of those who are here or linger, who was not active at the last tick: they are fewer. */
  readonly #resting = new Set<string>();
  readonly #onLeave: (user: string, atMs: number) => void;
  /** What watchers were last told. */
  readonly #told = new Map<string, PresenceState>();

  /** `onLeave` hears who is not active any more. */
  constructor(rules: LoadedRules, now: () => number, onLeave: (user: string, atMs: number) => void = () => {}) {
    this.#rules = rules;
    this.#now = now;
    this.#onLeave = onLeave;
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
      this.#sessionsOf.add(user, session);
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
    entry.watched = watched.size > 0 ? watched : NOBODY;
    for (const user of watched) this.#watchersOf.add(user, session);
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
    for (const user of this.#changed) {
      this.#tellWatchers(user);
      this.#rest(user, this.stateOf(user), now);
    }
    this.#changed.clear();
  }

  #rest(user: string, state: PresenceState, now: number): void {
    if (state !== 'active' && !this.#resting.has(user)) this.#onLeave(user, now);
    if (state === 'away') this.#resting.add(user);
    else this.#resting.delete(user);
  }

  /** Nobody is here any more: the server stops. */
  end(): void {
    for (const user of new Set([...this.#sessionsOf.names(), ...this.#lingering.keys()]))
      if (!this.#resting.has(user)) this.#onLeave(user, this.#now());
  }

  /** The logins by which somebody is active at this moment. */
  activeBy(user: string): Set<string> {
    const by = new Set<string>();
    for (const session of this.#sessionsOf.of(user))
      if (session.identity && this.#entries.get(session)?.state === 'active') by.add(session.identity.credential);
    return by;
  }

  stateOf(user: string): PresenceState {
    let state: PresenceState = this.#lingering.get(user)?.state ?? 'offline';
    for (const session of this.#sessionsOf.of(user)) {
      state = this.#entries.get(session)?.state ?? state;
      if (state === 'active') break;
    }
    return state;
  }

  #tellWatchers(user: string): void {
    const state = this.stateOf(user);
    if (!this.#watchersOf.has(user) || this.#told.get(user) === state) return;
    this.#told.set(user, state);
    for (const session of this.#watchersOf.of(user)) if (this.#share(session, user)) tell(session, user, state);
  }

  #depart(user: string, session: Onlooker, state: Here): void {
    this.#sessionsOf.delete(user, session);
    if (!this.#sessionsOf.has(user)) this.#linger(user, state);
    this.#changed.add(user);
  }

  #linger(user: string, state: Here): void {
    this.#lingering.delete(user);
    this.#lingering.set(user, { state, until: this.#now() + GRACE_MS });
  }

  #unwatch(user: string, session: Onlooker): void {
    this.#watchersOf.delete(user, session);
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

/** The same for all who watch nobody: an empty set of one's own weighs more than the rest of an entry. */
const NOBODY: ReadonlySet<string> = new Set();
