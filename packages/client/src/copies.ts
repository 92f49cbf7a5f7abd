import type { Event } from '@roost/protocol/events';
import type { BatchFrame } from '@roost/protocol/frames';
import type { Snapshot } from '@roost/protocol/operations/workspaces';
import { fromCursor } from '@roost/protocol/cursor';
import { filtered, withKey, withoutKey } from './maps.ts';
import { advanced, foldBatch, fromSnapshot, swapped } from './replica.ts';
import type { ClientCounters, ReplicaState, WorkspaceState } from './types.ts';

export interface CopiesListener {
  changed(): void;
  /** Folded in just now. */
  event(event: Event, workspace: string): void;
}

/** Holds the copies of all workspaces and is the only place where they change. */
export class Copies {
  state: ReplicaState = { workspaces: new Map(), known: false };
  readonly counters: ClientCounters = { miscounts: 0, resyncs: 0, repeats: 0 };
  readonly #listener: CopiesListener;
  readonly #lives = new Map<string, number>();

  constructor(listener: CopiesListener) {
    this.#listener = listener;
  }

  get(workspace: string): WorkspaceState | undefined {
    return this.state.workspaces.get(workspace);
  }

  update(workspace: string, change: (state: WorkspaceState) => WorkspaceState): void {
    const state = this.get(workspace);
    const next = state && change(state);
    if (next && next !== state) this.put(next);
  }

  put(state: WorkspaceState): void {
    this.#set({ ...this.state, workspaces: withKey(this.state.workspaces, state.id, state) });
  }

  drop(workspace: string): void {
    this.#set({ ...this.state, workspaces: withoutKey(this.state.workspaces, workspace) });
  }

  clear(): void {
    this.#set({ workspaces: new Map(), known: false });
  }

  /** The identity is in these workspaces and in no others. */
  setList(workspaces: readonly string[]): void {
    this.#set({ workspaces: filtered(this.state.workspaces, (_, id) => workspaces.includes(id)), known: true });
  }

  /** Which life of the copy this is: another after every swap. An answer that was asked for in an earlier one is worthless. */
  life(workspace: string): number {
    return this.#lives.get(workspace) ?? 0;
  }

  /** Puts a snapshot in the place of what was there. False when the snapshot lies before what has been seen. */
  swap(snapshot: Snapshot): boolean {
    const old = this.get(snapshot.workspace.id);
    if (old && liesBefore(snapshot, old)) return false;
    this.#lives.set(snapshot.workspace.id, this.life(snapshot.workspace.id) + 1);
    this.put(old ? swapped(old, snapshot) : fromSnapshot(snapshot));
    return true;
  }

  /** Folds a batch in. False when it is of another life of the stream. */
  batch(workspace: string, batch: BatchFrame): boolean {
    const state = this.get(workspace);
    const folded = state && foldBatch(state, batch);
    if (!folded) return false;
    this.counters.repeats += batch.events.length - folded.applied.length;
    this.put(folded.state);
    for (const event of folded.applied) this.#listener.event(event, workspace);
    return true;
  }

  advance(workspace: string, stream: string, cursor: string): void {
    this.update(workspace, (state) => advanced(state, stream, cursor));
  }

  #set(state: ReplicaState): void {
    this.state = state;
    this.#listener.changed();
  }
}

// Cannot be, as long as every answer is read after the request came in; taking it would lose events.
function liesBefore({ cursors }: Snapshot, old: WorkspaceState): boolean {
  return [...old.positions].some(([stream, position]) => {
    const place = fromCursor(cursors[stream] ?? '');
    return place !== null && place.epoch === position.epoch && place.seq < Math.max(position.seq, ...position.beyond);
  });
}
