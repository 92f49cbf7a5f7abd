import { FOLD_VERSION } from './fold.ts';
import type { Clock, Storage } from './ports.ts';
import type { Replica } from './replica.ts';
import type { WorkspaceState } from './types.ts';
import { trimmed } from './windows.ts';

// What a page keeps for the next one, so that it can show something before the network answers and fetch only what it missed.

const saveAfterMs = 2_000;
const channelsKept = 50;
const messagesKept = 60;
const storedUnder = 'workspace/';

interface Stored {
  fold: number;
  state: WorkspaceState;
  cursors: Record<string, string>;
}

export class Persistence {
  private cancel: (() => void) | null = null;
  private saved = new Map<string, WorkspaceState>();
  private readonly storage: Storage;
  private readonly clock: Clock;
  private readonly replica: Replica;

  constructor(storage: Storage, clock: Clock, replica: Replica) {
    this.storage = storage;
    this.clock = clock;
    this.replica = replica;
  }

  /** Puts what was stored into the replica. What another fold made is dropped. */
  async load(): Promise<void> {
    for (const name of (await this.storage.names(storedUnder)).sort()) {
      const stored = (await this.storage.get(name)) as Stored | undefined;
      if (stored?.fold === FOLD_VERSION) this.replica.restore(stored.state, stored.cursors);
      else await this.storage.remove(name);
    }
  }

  /** Saves soon; many changes become one write. */
  soon(): void {
    this.cancel ??= this.clock.after(saveAfterMs, () => {
      this.cancel = null;
      void this.save();
    });
  }

  /** Saves what changed, now. A storage that fails costs the warm start, nothing else. */
  async save(): Promise<void> {
    const { workspaces } = this.replica.state;
    const cursors = this.replica.streams.cursors();
    const gone = [...this.saved.keys()].filter((id) => !workspaces.has(id));
    for (const id of gone) await this.storage.remove(storedUnder + id).catch(() => {});
    for (const [id, state] of workspaces) {
      // Only a state that belongs to its cursors may be stored beside them.
      if (state.freshness !== 'live' || this.saved.get(id) === state) continue;
      const own = { [id]: cursors[id], [state.self.id]: cursors[state.self.id] };
      const known = Object.fromEntries(Object.entries(own).filter((pair): pair is [string, string] => pair[1] !== undefined));
      const stored: Stored = { fold: FOLD_VERSION, state: compact(state), cursors: known };
      this.saved.set(id, state);
      await this.storage.set(storedUnder + id, stored).catch(() => {});
    }
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }
}

/** The newest messages of the last channels; windows that do not reach the present are not worth keeping. */
function compact(state: WorkspaceState): WorkspaceState {
  const windows = [...state.windows]
    .filter(([, window]) => window.status === 'ready' && !window.hasMoreAfter)
    .slice(-channelsKept)
    .map(([channel, window]) => [channel, { ...trimmed(window, messagesKept, 'newest'), loading: null }] as const);
  return { ...state, windows: new Map(windows), threads: new Map(), tombstones: new Map() };
}
