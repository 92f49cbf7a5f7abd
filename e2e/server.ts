import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');

/** A Roost of its own: real processes, a real PostgreSQL, a data folder that goes with it. */
export class Server {
  readonly port: number;
  readonly data: string;
  private child: ChildProcess | null = null;
  private readonly output: string[] = [];

  private constructor(port: number, data: string) {
    this.port = port;
    this.data = data;
  }

  /** `blank` is the data folder of a server that has been started and stopped: a copy of it starts in a third of the time. */
  static async start(blank?: string): Promise<Server> {
    const home = mkdtempSync(path.join(tmpdir(), 'roost-e2e-'));
    chmodSync(home, 0o755);
    const server = new Server(await freePort(), path.join(home, 'data'));
    // Node's own copy gives root what belongs to the database's account.
    if (blank) await promisify(execFile)('cp', ['-a', blank, server.data]);
    await server.up();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts on the same port with the same data, and waits until it serves. */
  async up(): Promise<void> {
    const env = {
      ...process.env,
      PORT: String(this.port),
      HOST: '127.0.0.1',
      ROOST_DATA: this.data,
      ROOST_ROOT: root,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    };
    delete (env as Record<string, string | undefined>)['DATABASE_URL'];
    const child = spawn(process.execPath, ['--enable-source-maps', path.join(root, 'apps/server/dist/main.js')], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.output.push(chunk.toString());
        if (chunk.includes('Roost is ready')) resolve();
      };
      child.stdout!.on('data', hear);
      child.stderr!.on('data', hear);
      child.once('exit', (code) =>
        reject(new Error(`The server ended with ${code}:\n${this.output.slice(-20).join('')}`)),
      );
    });
  }

  /** As a power cut: no drain, no goodbye. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** As for an update: everybody is asked to come back, and the process ends. */
  async drain(): Promise<void> {
    await this.end('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await rm(path.dirname(this.data), { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}

/** A port that the kernel says is free. */
export async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
