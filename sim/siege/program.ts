import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
const START_MS = 60_000;

/** What is put around the program, which knows nothing of it. */
export interface Wrapping {
  /** Further arguments of Node. */
  node?: readonly string[];
  env?: Record<string, string>;
}

/** The built server as `npm start` runs it, at one address through all its lives. */
export class Program {
  readonly port: number;
  starts = 0;
  /** The end of what it has said besides that it is ready. */
  complaints = '';
  readonly #databaseUrl: string;
  readonly #wrapping: Wrapping;
  #child: ChildProcess | null = null;

  private constructor(databaseUrl: string, port: number, wrapping: Wrapping) {
    this.#databaseUrl = databaseUrl;
    this.#wrapping = wrapping;
    this.port = port;
  }

  static async open(databaseUrl: string, wrapping: Wrapping = {}): Promise<Program> {
    const program = new Program(databaseUrl, await freePort(), wrapping);
    await program.start();
    return program;
  }

  /** Resolves when it serves; tries again while its database does not. */
  async start(): Promise<void> {
    const giveUpAt = Date.now() + START_MS;
    while (!(await this.#launch())) {
      if (Date.now() > giveUpAt) throw new Error(`the server does not start:\n${this.complaints}`);
      await wait(200);
    }
    this.starts++;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** What is wrapped around it answers this signal with a message. */
  async ask<T>(signal: NodeJS.Signals): Promise<T> {
    const answer = new Promise<T>((resolve) => this.#child!.once('message', (message) => resolve(message as T)));
    this.signal(signal);
    return answer;
  }

  /** Ends it and waits until it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  #launch(): Promise<boolean> {
    const { node = [], env = {} } = this.#wrapping;
    const child = spawn(
      process.execPath,
      ['--max-semi-space-size=32', ...node, join(ROOT, 'apps/server/dist/main.js')],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          NODE_ENV: 'production',
          PORT: String(this.port),
          HOST: '127.0.0.1',
          DATABASE_URL: this.#databaseUrl,
          // Members say where they come from, so that each has rates of their own.
          ROOST_TRUSTED_PROXIES: '127.0.0.1',
          LOG_LEVEL: 'error',
          ROOST_ROOT: ROOT,
          ...env,
        },
        // The channel is how it learns of our end.
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const endToo = (): void => void child.kill('SIGKILL');
    process.once('exit', endToo);
    this.#child = child;
    return new Promise((resolve) => {
      child.stdout!.on('data', (text: Buffer) => {
        if (text.includes('Roost is ready')) resolve(true);
        else this.complaints = (this.complaints + text.toString()).slice(-4_000);
      });
      child.stderr!.on('data', (text: Buffer) => (this.complaints = (this.complaints + text.toString()).slice(-4_000)));
      child.once('exit', () => {
        process.off('exit', endToo);
        resolve(false);
      });
    });
  }
}

/**
 * A port that is free and below those that the kernel hands out by itself: while the server is down, one of a thousand members' own
 * connections, or another program's, would take it.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 30_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
