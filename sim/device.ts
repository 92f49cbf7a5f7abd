import { createClient } from '@roost/client/client';
import type { ClientApi } from '@roost/client/api';
import type { Credentials, Refreshed } from '@roost/client/ports';
import type { StreamPosition, WorkspaceState } from '@roost/client/types';
import { eventTypes, type Event } from '@roost/protocol/events';
import type { NewPoll } from '@roost/protocol/poll';
import type { SimClock } from './clock.ts';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { Login } from './stage.ts';
import { DeviceStorage } from './storage.ts';
import { Wire } from './wire.ts';
import { Witness } from './witness.ts';

/*
 * A person's device: the real client behind a faulty wire, and everything that the checker wants to know about it. A device may be
 * reloaded or crash; each run of its client is a life with a record of its own.
 */

/** What one run of a client folded, and from where to where. */
export interface Life {
  /** Positions that the storage gave back; null when it began empty. */
  from: ReadonlyMap<string, StreamPosition> | null;
  to: ReadonlyMap<string, StreamPosition> | null;
  /** In the order of folding. */
  folded: { stream: string; event: Event }[];
  /** What a snapshot told instead of events: what lies after the place where the client was, up to where the snapshot is. */
  snapshots: { stream: string; after: number; upTo: number }[];
  miscounts: number;
}

export interface DeviceWorld {
  clock: SimClock;
  dice: Dice;
  faults: Faults;
  url: () => string;
  workspace: string;
}

const REFRESH_WITHIN_MS = 30_000;

export class Device {
  readonly login: Login;
  readonly name: string;
  readonly wire: Wire;
  readonly lives: Life[] = [];
  readonly witness: Witness;
  readonly bugs: unknown[] = [];
  client: ClientApi;
  /** The channel that is on the screen. */
  screen: string | null = null;
  readonly #world: DeviceWorld;
  readonly #storage = new DeviceStorage();
  #refreshToken: string;
  #accessToken: string | null = null;
  #life: Life;

  constructor(login: Login, name: string, world: DeviceWorld) {
    this.login = login;
    this.name = name;
    this.#world = world;
    this.#refreshToken = login.refreshToken;
    const { clock, dice, faults, url } = world;
    this.witness = new Witness([world.workspace, login.user, login.account], (cursors) => this.#snapshotCame(cursors));
    this.wire = new Wire({ clock, dice: dice.split(), faults, url, watcher: this.witness });
    this.#life = this.#newLife();
    this.client = this.#newClient();
  }

  get state(): WorkspaceState | undefined {
    return this.client.state.replica.workspaces.get(this.#world.workspace);
  }

  get accessToken(): string {
    return this.#accessToken ?? '';
  }

  async start(): Promise<void> {
    const { client } = this;
    // What is stored shows itself before the first frame can come.
    await client.start();
    if (client === this.client) this.#life.from = this.state?.positions ?? null;
  }

  /** The page is closed properly and opened again. */
  async reload(): Promise<void> {
    this.client.stop();
    await this.#renew();
  }

  /** The page dies in the middle of what it does, and is opened again. */
  async crash(): Promise<void> {
    this.#storage.crash();
    this.client.stop();
    await this.#renew();
  }

  post(
    channel: string,
    text: string,
    more: { threadRoot?: string; poll?: NewPoll; askAcknowledgement?: boolean } = {},
  ): void {
    const message = { channel, text, ...more };
    const clientId = this.client.post(message);
    if (clientId !== null) this.witness.written.push({ clientId, channel, text, acknowledged: false, refused: false });
  }

  look(channel: string): void {
    this.screen = channel;
    this.client.openChannel(channel);
  }

  /** No more events of this device. */
  finish(): void {
    this.#endLife();
  }

  close(): void {
    this.client.stop();
    this.wire.close();
  }

  /** A token that is good now, for asking past the client. */
  async freshToken(): Promise<string> {
    for (let tries = 0; ; tries++) {
      const answer = await this.#refresh(false);
      if (answer.type === 'ok') return answer.token;
      if (answer.type === 'signedOut' || tries === 50) throw new Error(`${this.name} gets no token: ${answer.type}`);
      await this.#world.clock.sleep(1_000);
    }
  }

  async #renew(): Promise<void> {
    this.#endLife();
    this.#life = this.#newLife();
    this.screen = null;
    this.client = this.#newClient();
    await this.start();
  }

  #endLife(): void {
    this.#life.to = this.state?.positions ?? null;
    this.#life.miscounts = this.client.counters.miscounts;
  }

  #newLife(): Life {
    const life: Life = { from: null, to: null, folded: [], snapshots: [], miscounts: 0 };
    this.lives.push(life);
    return life;
  }

  #newClient(): ClientApi {
    const { clock, dice, url, workspace } = this.#world;
    const credentials: Credentials = { refresh: (failed) => this.#refresh(failed) };
    const client = createClient({
      baseUrl: url(),
      socket: this.wire.connect,
      credentials,
      clock,
      random: dice.split(),
      storage: this.#storage.open(),
      onBug: (error) => this.bugs.push(error),
    });
    const life = this.#life;
    client.onEvent((event, place) => {
      if (place === null) return;
      const stream = eventTypes[event.type].stream === 'user' ? this.login.user : place;
      life.folded.push({ stream, event });
      if (place !== workspace) this.witness.strangers.push(place);
    });
    return client;
  }

  async #refresh(failed: boolean): Promise<Refreshed> {
    const { clock, dice, faults, url } = this.#world;
    void failed;
    const given = new AbortController();
    const timer = clock.setTimer(() => given.abort(), REFRESH_WITHIN_MS);
    try {
      const response = await fetch(`${url()}/api/v1/login.refresh`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: this.#refreshToken }),
        signal: given.signal,
      });
      const body = (await response.json()) as {
        accessToken: string;
        refreshToken: string;
        retryable?: boolean;
        code?: string;
      };
      if (!this.wire.calm && dice.chance(0.1)) {
        faults.count('answer of a sign-in lost');
        return { type: 'wait', afterMs: null };
      }
      if (response.ok) {
        this.#refreshToken = body.refreshToken;
        this.#accessToken = body.accessToken;
        return { type: 'ok', token: body.accessToken, lifetimeMs: 600_000, subject: this.login.account };
      }
      if (response.status === 401 && body.retryable !== true) {
        this.bugs.push(new Error(`signed out: ${JSON.stringify(body)}`));
        return { type: 'signedOut' };
      }
      return { type: 'wait', afterMs: null };
    } catch {
      return { type: 'wait', afterMs: null };
    } finally {
      clock.clearTimer(timer);
    }
  }

  #snapshotCame(cursors: Record<string, string>): void {
    for (const [stream, cursor] of Object.entries(cursors)) {
      const upTo = Number(cursor.slice(cursor.indexOf('.') + 1));
      this.#life.snapshots.push({ stream, after: this.state?.positions.get(stream)?.seq ?? -1, upTo });
    }
  }
}
