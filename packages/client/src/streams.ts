import type { Event } from '@roost/protocol/events';
import type { BatchFrame, Hello, ServerFrame } from '@roost/protocol/frames';
import { limits } from '@roost/protocol/limits';
import type { Answer, Args, OperationName, Value } from '@roost/protocol/registry';
import { backoffMs } from './backoff.ts';
import type { Copies } from './copies.ts';
import type { Clock, Randomness } from './ports.ts';
import { PastLives } from './pastLives.ts';
import { cursorOf, isNew, moved, positionAt } from './position.ts';
import { RequestRejected } from './rejected.ts';
import type { StreamPosition } from './types.ts';

/*
 * The conversation about streams: hello with the cursors one has, batches, resyncs, heartbeats.
 *
 * Guarantees: an event is folded once, in order [C2]; a workspace whose snapshot is owed goes on being shown, its batches are held
 * until the snapshot has been swapped in, then folded [C6]; never more than three snapshots of one workspace in a minute; events
 * are counted before any is skipped, and a count that differs from the server's means a resync [C7].
 * A workspace's stream and one's own in it are resynced together: one snapshot gives both.
 *
 * A snapshot and the frames of a stream may tell of different lives of it, and either may be the older one. Whoever lives in the
 * newer life is never led back: frames of a life that was left are dropped. A life not met before is a reason for one snapshot.
 */

export type Ask = <N extends OperationName>(name: N, args: Args<N>) => Answer<N>;

export interface StreamsWorld {
  clock: Clock;
  random: Randomness;
  copies: Copies;
  ask: Ask;
  send(frame: Hello): void;
  /** A snapshot was swapped in: answers that were on their way to the old copy are worthless. */
  swapped(workspace: string): void;
  accountEvent(event: Event): void;
}

/** A snapshot that is owed, and what came meanwhile. */
interface Debt {
  held: BatchFrame[];
  /** Another reason came while the snapshot was on its way: it may be too old. */
  again: boolean;
  state: 'open' | 'asked' | 'pausing';
  failures: number;
}

const QUICK_TRIES = 3;
const TRIES_WITHIN_MS = 60_000;
/** Between half and one and a half of it: not everybody at once who was turned away together. */
const SLOW_MS = 20_000;

export class Streams {
  readonly #world: StreamsWorld;
  /** Events per stream on this connection. */
  readonly #counts = new Map<string, number>();
  readonly #debts = new Map<string, Debt>();
  /** One's own stream in a workspace → the workspace. */
  readonly #owners = new Map<string, string>();
  /** Batches of streams of which the workspace is not known yet. */
  readonly #orphans = new Map<string, BatchFrame[]>();
  readonly #accounts = new Map<string, StreamPosition>();
  readonly #past = new PastLives();
  /** When snapshots were asked for lately. */
  readonly #asks = new Map<string, number[]>();
  readonly #timers = new Set<unknown>();
  #session = 0;
  #listing: 'no' | 'asked' | 'again' = 'no';

  constructor(world: StreamsWorld) {
    this.#world = world;
  }

  /** First words on a new socket. */
  greet(): void {
    const cursors = [...this.#world.copies.state.workspaces.values()].flatMap(({ positions, self, id }) => {
      this.#owners.set(self.id, id);
      return [...positions];
    });
    const entries = [...cursors, ...this.#accounts].map(([stream, position]) => [stream, cursorOf(position)] as const);
    for (let at = 0; at === 0 || at < entries.length; at += limits.helloStreams) {
      const more = at + limits.helloStreams < entries.length;
      const part = Object.fromEntries(entries.slice(at, at + limits.helloStreams));
      this.#world.send({ type: 'hello', cursors: part, ...(more && { more }) });
    }
  }

  /** The connection is gone: nothing that was asked will be answered, what was held will come again. */
  lost(): void {
    this.#session++;
    this.#listing = 'no';
    this.#orphans.clear();
    for (const timer of this.#timers) this.#world.clock.clearTimer(timer);
    this.#timers.clear();
    for (const debt of this.#debts.values()) {
      debt.state = 'open';
      debt.held = [];
      debt.again = false;
    }
  }

  frame(frame: Extract<ServerFrame, { type: 'welcome' | 'batch' | 'resync' | 'heartbeat' }>): void {
    switch (frame.type) {
      case 'welcome':
        return this.#welcome(frame.cursors);
      case 'batch':
        this.#counts.set(frame.stream, (this.#counts.get(frame.stream) ?? 0) + frame.events.length);
        return this.#batch(frame);
      case 'resync':
        this.#world.copies.counters.resyncs++;
        return this.#resync(frame.stream);
      case 'heartbeat':
        return this.#heartbeat(frame.cursors, frame.delivered);
    }
  }

  #welcome(cursors: Record<string, string>): void {
    const { copies } = this.#world;
    this.#counts.clear();
    this.#past.clear();
    for (const [stream, cursor] of Object.entries(cursors)) {
      if (isPersonal(stream)) this.#setAccount(stream, cursor);
      else if (stream.startsWith('U') && !this.#owners.has(stream)) this.#orphans.set(stream, []);
    }
    for (const state of copies.state.workspaces.values()) {
      if (this.#debts.has(state.id)) continue;
      const isOn = (stream: string): boolean => isInLife(state.positions.get(stream), cursors[stream]);
      if (isOn(state.id) && isOn(state.self.id)) copies.update(state.id, (one) => ({ ...one, freshness: 'live' }));
      else this.#owe(state.id);
    }
    for (const stream of Object.keys(cursors)) if (stream.startsWith('T') && !copies.get(stream)) this.#owe(stream);
    for (const [workspace, debt] of this.#debts) this.#fetch(workspace, debt);
    this.list();
  }

  #batch(frame: BatchFrame): void {
    if (isPersonal(frame.stream)) return this.#accountBatch(frame);
    const workspace = this.#workspaceOf(frame.stream);
    if (workspace === undefined) return void this.#orphaned(frame.stream).push(frame);
    if (this.#past.has(frame.stream, lifeOf(frame.cursor))) return;
    const debt = this.#debts.get(workspace);
    if (debt) debt.held.push(frame);
    else if (!this.#world.copies.batch(workspace, frame)) {
      this.#owe(workspace);
      this.#debts.get(workspace)?.held.push(frame);
    }
  }

  #resync(stream: string): void {
    if (isPersonal(stream)) return this.list();
    const workspace = this.#workspaceOf(stream);
    if (workspace !== undefined) return this.#owe(workspace);
    this.#orphaned(stream);
    this.list();
  }

  /** What was written to this connection and what came must be as many. */
  #heartbeat(cursors: Record<string, string>, delivered: Record<string, number>): void {
    const { copies } = this.#world;
    for (const [stream, cursor] of Object.entries(cursors)) {
      const workspace = this.#workspaceOf(stream);
      if ((this.#counts.get(stream) ?? 0) !== delivered[stream]) {
        copies.counters.miscounts++;
        this.#counts.set(stream, delivered[stream] ?? 0);
        this.#resync(stream);
      } else if (isPersonal(stream)) this.#setAccount(stream, cursor);
      else if (workspace !== undefined && !this.#debts.has(workspace)) this.#advance(workspace, stream, cursor);
    }
  }

  #advance(workspace: string, stream: string, cursor: string): void {
    const position = this.#world.copies.get(workspace)?.positions.get(stream);
    if (!position) return;
    if (position.epoch === lifeOf(cursor)) this.#world.copies.advance(workspace, stream, cursor);
    else if (!this.#past.has(stream, lifeOf(cursor))) this.#owe(workspace);
  }

  // --- The account's own stream, and which workspaces there are

  #accountBatch({ stream, cursor, events }: BatchFrame): void {
    if (events[0] && this.#accounts.get(stream)?.epoch !== lifeOf(cursor))
      this.#setAccount(stream, `${lifeOf(cursor)}.${events[0].seq - 1}`);
    const position = this.#accounts.get(stream);
    if (!position || position.epoch !== lifeOf(cursor)) return;
    const fresh = events.filter(({ seq }) => isNew(position, seq));
    this.#accounts.set(
      stream,
      moved(
        position,
        fresh.map(({ seq }) => seq),
        cursor,
      ),
    );
    for (const event of fresh) this.#world.accountEvent(event);
    if (fresh.some(({ type }) => type === 'workspace.joined' || type === 'workspace.left')) this.list();
  }

  #setAccount(stream: string, cursor: string): void {
    const position = this.#accounts.get(stream);
    const fresh = positionAt(cursor);
    if (!fresh || this.#past.has(stream, fresh.epoch)) return;
    if (position?.epoch === fresh.epoch) return void this.#accounts.set(stream, moved(position, [], cursor));
    this.#accounts.set(stream, fresh);
    if (!position) return;
    this.#past.add(stream, position.epoch);
    this.list(); // what was joined and left in between is told by nobody
  }

  /** Asks which workspaces there are. */
  list(): void {
    if (this.#listing !== 'no') this.#listing = 'again';
    else void this.#askForList();
  }

  async #askForList(failures = 0): Promise<void> {
    const session = this.#session;
    this.#listing = 'asked';
    try {
      const { workspaces } = await this.#world.ask('identity.workspaces', {});
      if (session !== this.#session) return;
      const again = (this.#listing as string) === 'again';
      this.#listing = 'no';
      this.#listed(workspaces);
      if (again) this.list();
    } catch {
      if (session !== this.#session) return;
      this.#later(backoffMs(failures, this.#world.random.unit()), () => void this.#askForList(failures + 1));
    }
  }

  #listed(workspaces: Value<'identity.workspaces'>['workspaces']): void {
    const { copies } = this.#world;
    const ids = workspaces.map(({ workspace }) => workspace.id);
    for (const id of this.#debts.keys()) if (!ids.includes(id)) this.#debts.delete(id);
    copies.setList(ids);
    for (const { workspace, user } of workspaces) {
      this.#owners.set(user.id, workspace.id);
      if (!copies.get(workspace.id)) this.#owe(workspace.id, true);
      const orphans = this.#orphans.get(user.id) ?? [];
      this.#orphans.delete(user.id);
      for (const batch of orphans) this.#batch(batch);
    }
  }

  // --- Snapshots

  #owe(workspace: string, unlessOwed = false): void {
    const debt = this.#debts.get(workspace);
    if (debt) {
      if (!unlessOwed) debt.again = true;
      return this.#fetch(workspace, debt);
    }
    const fresh: Debt = { held: [], again: false, state: 'pausing', failures: 0 };
    this.#debts.set(workspace, fresh);
    this.#world.copies.update(workspace, (state) => ({ ...state, freshness: 'stale' }));
    // What the server says in one go (a welcome and its resyncs) is one reason, not several.
    this.#fetchAfter(0, workspace, fresh);
  }

  #fetchAfter(ms: number, workspace: string, debt: Debt): void {
    debt.state = 'pausing';
    this.#later(ms, () => {
      debt.state = 'open';
      this.#fetch(workspace, debt);
    });
  }

  #fetch(workspace: string, debt: Debt): void {
    if (debt.state !== 'open' || this.#debts.get(workspace) !== debt) return;
    if (this.#mayAskNow(workspace)) return this.#fetchNow(workspace, debt);
    this.#world.copies.update(workspace, (state) => ({ ...state, freshness: 'failed' }));
    this.#fetchAfter(SLOW_MS * (0.5 + this.#world.random.unit()), workspace, debt);
  }

  #mayAskNow(workspace: string): boolean {
    const now = this.#world.clock.now();
    const recent = (this.#asks.get(workspace) ?? []).filter((at) => now - at < TRIES_WITHIN_MS);
    this.#asks.set(workspace, recent);
    return recent.length < QUICK_TRIES;
  }

  #fetchNow(workspace: string, debt: Debt): void {
    debt.state = 'asked';
    debt.again = false;
    this.#asks.get(workspace)?.push(this.#world.clock.now());
    const session = this.#session;
    this.#world.ask('workspace.snapshot', { workspace }).then(
      (snapshot) => {
        if (session === this.#session && this.#debts.get(workspace) === debt)
          this.#snapshotCame(workspace, debt, snapshot);
      },
      (error: unknown) => {
        if (session === this.#session && this.#debts.get(workspace) === debt)
          this.#snapshotFailed(workspace, debt, error);
      },
    );
  }

  #snapshotCame(workspace: string, debt: Debt, snapshot: Value<'workspace.snapshot'>): void {
    debt.state = 'open';
    if (debt.again) return this.#fetch(workspace, debt);
    const old = this.#world.copies.get(workspace);
    if (!this.#world.copies.swap(snapshot)) return this.#snapshotFailed(workspace, debt, null);
    this.#owners.set(snapshot.self.id, workspace);
    this.#debts.delete(workspace);
    this.#world.swapped(workspace);
    const held = [...debt.held, ...(this.#orphans.get(snapshot.self.id) ?? [])];
    this.#orphans.delete(snapshot.self.id);
    this.#leaveBehind(old?.positions, held, snapshot);
    for (const batch of held) this.#batch(batch);
  }

  /**
   * What was held and is of another life than the snapshot was sent before the snapshot was read: of a life that begins later the
   * server says so with a resync, and then this would not be the snapshot that is taken up.
   */
  #leaveBehind(
    positions: ReadonlyMap<string, StreamPosition> | undefined,
    held: readonly BatchFrame[],
    { cursors }: Value<'workspace.snapshot'>,
  ): void {
    for (const [stream, { epoch }] of positions ?? [])
      if (epoch !== lifeOf(cursors[stream])) this.#past.add(stream, epoch);
    for (const { stream, cursor } of held)
      if (lifeOf(cursor) !== lifeOf(cursors[stream])) this.#past.add(stream, lifeOf(cursor));
  }

  #snapshotFailed(workspace: string, debt: Debt, error: unknown): void {
    debt.failures++;
    if (debt.failures >= QUICK_TRIES)
      this.#world.copies.update(workspace, (state) => ({ ...state, freshness: 'failed' }));
    // No longer one's own, perhaps: the list says whether.
    if (error instanceof RequestRejected && !error.retryable) this.list();
    this.#fetchAfter(backoffMs(debt.failures, this.#world.random.unit()), workspace, debt);
  }

  #later(ms: number, run: () => void): void {
    const { clock } = this.#world;
    const timer = clock.setTimer(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
  }

  #workspaceOf(stream: string): string | undefined {
    return stream.startsWith('T') ? stream : this.#owners.get(stream);
  }

  #orphaned(stream: string): BatchFrame[] {
    const batches = this.#orphans.get(stream) ?? [];
    this.#orphans.set(stream, batches);
    return batches;
  }
}

/** Whether a position can go on from what `welcome` says; a stream that it does not name is not one's own any more. */
function isInLife(position: StreamPosition | undefined, cursor: string | undefined): boolean {
  return position !== undefined && (cursor === undefined || position.epoch === lifeOf(cursor));
}

/** Which life of its stream a cursor is of; undefined when it is no cursor. */
function lifeOf(cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : positionAt(cursor)?.epoch;
}

/** Streams of an account or an app: what they tell leads to questions, not into a copy. */
function isPersonal(stream: string): boolean {
  return stream.startsWith('A') || stream.startsWith('B');
}
