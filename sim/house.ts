import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTestServer, type TestServer } from '@roost/server/src/testServer.ts';
import type { SimClock } from './clock.ts';

/*
 * The server of a seed, under the control of its faults. Usually the real server core in this process, by the seed's clock; for some
 * seeds the real program in a process of its own, by the real clock, so that it can be killed in earnest.
 */

export interface House {
  /** Where it is now, or was last. */
  readonly url: string;
  readonly isUp: boolean;
  /** Ends as by kill -9: connections are cut, nobody is told, nothing is finished. Then starts again on the same database. */
  crash(): Promise<void>;
  /** Stops as SIGTERM would and starts again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The core in this process. */
export class CoreHouse implements House {
  #server: TestServer | null = null;
  #second: TestServer | null = null;
  #isSecondsTurn = false;
  #url = 'http://127.0.0.1:9';
  readonly #databaseUrl: string;
  readonly #clock: SimClock;
  readonly #endings: Promise<unknown>[] = [];
  readonly #stopSweeping: () => void;
  #working: Promise<void> = Promise.resolve();

  private constructor(databaseUrl: string, clock: SimClock) {
    this.#databaseUrl = databaseUrl;
    this.#clock = clock;
    // By the real clock the server looks after its sessions once a second, which here is half a minute.
    this.#stopSweeping = clock.every(1_000, () => {
      for (const server of [this.#server, this.#second]) server?.app.gateway.sweep();
    });
  }

  static async open(databaseUrl: string, clock: SimClock): Promise<CoreHouse> {
    const house = new CoreHouse(databaseUrl, clock);
    await house.#start();
    return house;
  }

  /** While there are two nodes, each in turn. */
  get url(): string {
    this.#isSecondsTurn = !this.#isSecondsTurn;
    return this.#second && this.#isSecondsTurn ? this.#second.url : this.#url;
  }

  get isUp(): boolean {
    return this.#server !== null;
  }

  /** As long as it takes, another node serves the same database. */
  async withSecond(work: () => Promise<void>): Promise<void> {
    const second = await startTestServer({ databaseUrl: this.#databaseUrl, now: this.#clock.now });
    this.#second = second;
    try {
      await work();
    } finally {
      this.#second = null;
      await second.close();
    }
  }

  crash(): Promise<void> {
    return this.#inTurn(async () => {
      this.#abandon(this.#server);
      await this.#start();
    });
  }

  /** The next commit is durable and nobody hears of it: the process ends between the two. Resolves when its successor is up. */
  crashBeforePublish(): Promise<void> {
    return this.#inTurn(async () => {
      const server = this.#server;
      if (!server) return;
      await new Promise<void>((resolve) => {
        server.app.log.onCommitted(() => {
          this.#abandon(server);
          resolve();
        });
      });
      await this.#start();
    });
  }

  restart(): Promise<void> {
    return this.#inTurn(async () => {
      const server = this.#server;
      this.#server = null;
      await server?.close();
      await this.#start();
    });
  }

  async close(): Promise<void> {
    await this.#working.catch(() => {});
    this.#stopSweeping();
    const server = this.#server;
    this.#server = null;
    await server?.close();
    await Promise.all(this.#endings);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => {});
    return done;
  }

  /** What a dead process still held goes on a little, as a second node on the same database: no connection of it is left. */
  #abandon(server: TestServer | null): void {
    if (!server || this.#server !== server) return;
    this.#server = null;
    this.#endings.push(server.kill().catch(() => {}));
  }

  async #start(): Promise<void> {
    for (let tries = 0; this.#server === null; tries++) {
      try {
        const server = await startTestServer({ databaseUrl: this.#databaseUrl, now: this.#clock.now });
        this.#url = server.url;
        this.#server = server;
      } catch (error) {
        if (tries === 20) throw error;
        await wait(100);
      }
    }
  }
}

const ROOT = join(import.meta.dirname, '..');

/** The real program. */
export class ProcessHouse implements House {
  readonly url: string;
  readonly #databaseUrl: string;
  readonly #port: number;
  #child: ChildProcess | null = null;

  private constructor(databaseUrl: string, port: number) {
    this.#databaseUrl = databaseUrl;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async open(databaseUrl: string): Promise<ProcessHouse> {
    const house = new ProcessHouse(databaseUrl, await freePort());
    await house.#start();
    return house;
  }

  get isUp(): boolean {
    return this.#child !== null;
  }

  async crash(): Promise<void> {
    await this.#end('SIGKILL');
    await this.#start();
  }

  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    await this.#start();
  }

  close(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #start(): Promise<void> {
    const env = {
      ...process.env,
      PORT: String(this.#port),
      HOST: '127.0.0.1',
      DATABASE_URL: this.#databaseUrl,
      LOG_LEVEL: 'silent',
      ROOST_ROOT: ROOT,
    };
    const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'apps/server/src/main.ts')], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const endToo = (): void => void child.kill('SIGKILL');
    process.once('exit', endToo);
    child.once('exit', () => process.off('exit', endToo));
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (text: Buffer) => text.toString().includes('ready') && resolve());
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    this.#child = child;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
