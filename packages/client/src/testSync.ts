import { eventTypes } from '@roost/protocol/events';
import type { ClientApi } from './api.ts';
import { createClient } from './client.ts';
import { memoryStorage } from './memoryStorage.ts';
import type { ClientStorage } from './ports.ts';
import { TestClock, TestRandom, turn } from './testClock.ts';
import { House } from './testHouse.ts';
import { TestServer } from './testServer.ts';
import type { WorkspaceState } from './types.ts';

/** A house with some people and channels, a server that serves Ada, and Ada's client. */
export class TestSync {
  readonly random: TestRandom;
  readonly clock = new TestClock();
  readonly house = new House();
  readonly ada: string;
  readonly ben: string;
  readonly cleo: string;
  readonly general: string;
  readonly secret: string;
  readonly server: TestServer;
  readonly storage: ClientStorage;
  readonly bugs: unknown[] = [];
  readonly heard: { seq: number; type: string }[] = [];
  client: ClientApi;

  constructor(seed = 1, storage: ClientStorage = memoryStorage()) {
    this.random = new TestRandom(seed);
    this.storage = storage;
    this.ada = this.house.addUser('Ada');
    this.ben = this.house.addUser('Ben');
    this.cleo = this.house.addUser('Cleo');
    this.general = this.house.addChannel(this.ben, 'general');
    this.secret = this.house.addChannel(this.ben, 'secret', 'private');
    this.house.join(this.general, this.ada);
    this.house.join(this.general, this.cleo);
    this.server = new TestServer(this.house, this.ada);
    this.client = this.newClient();
  }

  newClient(): ClientApi {
    const { clock, random, storage, server } = this;
    const client = createClient({
      baseUrl: 'http://test',
      socket: server.socket,
      credentials: {
        refresh: async () => ({ type: 'ok', token: 'token', lifetimeMs: 600_000, subject: 'A01234567890123AB' }),
      },
      clock,
      random,
      storage,
      onBug: (error) => this.bugs.push(error),
    });
    client.onEvent((event, workspace) => {
      if (workspace !== null && eventTypes[event.type].stream === 'workspace')
        this.heard.push({ seq: event.seq, type: event.type });
    });
    return client;
  }

  /** A new page: nothing is left but the storage, and after a crash not even what would have been stored last. */
  reload({ crash = false } = {}): ClientApi {
    const { set } = this.storage;
    if (crash) this.storage.set = async () => {};
    this.client.stop();
    this.server.answers.length = 0;
    this.heard.length = 0;
    if (crash) void turn().then(() => (this.storage.set = set));
    this.client = this.newClient();
    return this.client;
  }

  /** Cuts the connection, and refuses others until `recover`. */
  goOffline(): void {
    this.server.refusing = true;
    this.server.cut();
  }

  get workspace(): WorkspaceState {
    return this.client.state.replica.workspaces.get(this.house.workspace.id)!;
  }

  texts(channel: string = this.general): string[] {
    return (this.workspace.windows.get(channel)?.messages ?? []).filter((one) => !one.system).map(({ text }) => text);
  }

  async start(): Promise<void> {
    await this.client.start();
    await this.settle();
  }

  /** Until nothing is on its way any more. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3;) {
      await turn();
      this.server.flushAll();
      const moved = [this.server.answer(), this.server.deliver()].includes(true);
      quiet = moved ? 0 : quiet + 1;
      if (quiet === 2) await this.clock.elapse(1);
    }
  }

  /** Everything works again: reconnects, lets pauses pass and waits until nothing is left to do. */
  async recover(): Promise<void> {
    this.server.refusing = false;
    this.client.hint('online');
    for (let i = 0; i < 8; i++) {
      await this.settle();
      await this.clock.elapse(10_000);
    }
    await this.settle();
  }
}
