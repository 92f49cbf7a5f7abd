import type { Args, OperationName, Value } from '@roost/protocol/registry';
import { backoffMs } from './backoff.ts';
import type { Clock } from './ports.ts';
import type { Replica } from './replica.ts';

// Fetches snapshots: for workspaces that are new, and for streams that cannot be resumed. One at a time per workspace; a few quick
// tries, then slow ones with the state shown as failed. It never blanks and never loops. Rule C6.

const quickTries = 3;

type Ask = <N extends OperationName>(name: N, args: Args<N>) => Promise<Value<N>>;

export class Resync {
  /** How many snapshots were needed since the start; a metric that tests require to stay low. */
  count = 0;
  private readonly wanted = new Map<string, number>();
  private readonly running = new Set<string>();
  private readonly retries = new Set<() => void>();
  private identityWanted = true;
  private connectedOnce = 0;
  private readonly clock: Clock;
  private readonly replica: Replica;
  private readonly ask: Ask;
  private readonly refreshed: (workspace: string) => void;

  constructor(clock: Clock, replica: Replica, ask: Ask, refreshed: (workspace: string) => void) {
    this.clock = clock;
    this.replica = replica;
    this.ask = ask;
    this.refreshed = refreshed;
  }

  /** A new connection: everything that is still owed is asked for again. */
  connected(): void {
    this.connectedOnce += 1;
    this.running.clear();
    this.identityWanted = true;
    void this.fetchIdentity();
    for (const workspace of this.wanted.keys()) void this.fetch(workspace);
  }

  lost(): void {
    this.stop();
    this.running.clear();
  }

  stop(): void {
    for (const cancel of this.retries) cancel();
    this.retries.clear();
  }

  /** This stream cannot be resumed, or was miscounted. */
  stream(stream: string): void {
    const workspace = this.replica.workspaceOf(stream);
    if (workspace === null) return this.identity();
    this.count += 1;
    this.replica.hold(workspace, 'stale');
    this.want(workspace);
  }

  /** The list of workspaces may have changed. */
  identity(): void {
    this.identityWanted = true;
    void this.fetchIdentity();
  }

  private want(workspace: string): void {
    if (!this.wanted.has(workspace)) this.wanted.set(workspace, 0);
    void this.fetch(workspace);
  }

  private async fetchIdentity(): Promise<void> {
    if (!this.identityWanted || this.running.has('identity')) return;
    this.running.add('identity');
    const turn = this.connectedOnce;
    try {
      this.identityWanted = false;
      const { workspaces } = await this.ask('identity.workspaces', {});
      this.running.delete('identity');
      this.replica.setWorkspaces(workspaces);
      for (const { workspace, user } of workspaces) {
        const known = this.replica.workspace(workspace.id);
        if (known) continue;
        this.replica.streams.hold(workspace.id);
        this.replica.streams.hold(user.id);
        this.want(workspace.id);
      }
      if (this.identityWanted) void this.fetchIdentity();
    } catch {
      if (turn !== this.connectedOnce) return;
      this.running.delete('identity');
      this.identityWanted = true;
      this.later(2_000, () => void this.fetchIdentity());
    }
  }

  private async fetch(workspace: string): Promise<void> {
    if (this.running.has(workspace)) return;
    this.running.add(workspace);
    const turn = this.connectedOnce;
    try {
      const snapshot = await this.ask('workspace.snapshot', { workspace });
      this.wanted.delete(workspace);
      const had = this.replica.workspace(workspace) !== undefined;
      this.replica.snapshot(snapshot);
      if (had) this.refreshed(workspace);
    } catch {
      if (turn !== this.connectedOnce || !this.wanted.has(workspace)) return;
      const tries = (this.wanted.get(workspace) ?? 0) + 1;
      this.wanted.set(workspace, tries);
      if (tries >= quickTries) this.replica.mark(workspace, 'failed');
      this.later(tries < quickTries ? 500 : backoffMs(tries, 1), () => void this.fetch(workspace));
    } finally {
      if (turn === this.connectedOnce) this.running.delete(workspace);
    }
  }

  private later(ms: number, call: () => void): void {
    const cancel = this.clock.after(ms, () => {
      this.retries.delete(cancel);
      call();
    });
    this.retries.add(cancel);
  }
}
