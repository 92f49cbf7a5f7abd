import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The built program as people run it. */
export interface Product {
  url: string;
  pid: number;
  /** Calls an operation as the owner; waits where the rate limit says so, which does not count. */
  call(name: string, args: object): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  text: string;
  /** From asking until the last byte. */
  ms: number;
}

/** Times that a call is made again because of the rate limit, a second apart. */
const MOST_TRIES = 60;

/** What it is given to sign in with. */
export const owner = { email: 'owner@example.test', password: 'a long enough password' };

/** Starts it on this database and signs its owner in, who first sets it up where it is empty. */
export async function startProduct(databaseUrl: string): Promise<Product & { founded: Founding }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--max-semi-space-size=32', path.join(root, 'apps/server/dist/main.js')], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      HOST: '127.0.0.1',
      ROOST_ROOT: root,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('Roost is ready') && resolve());
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const url = `http://127.0.0.1:${port}`;
  let token = '';
  const call = async (name: string, args: object, triesLeft = MOST_TRIES): Promise<Answer> => {
    const start = performance.now();
    const response = await fetch(`${url}/api/v1/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(args),
    });
    const text = await response.text();
    const ms = performance.now() - start;
    if (response.status === 429 && triesLeft > 0)
      return new Promise((resolve) => setTimeout(() => resolve(call(name, args, triesLeft - 1)), 1_000));
    if (response.status !== 200) throw new Error(`${name}: ${response.status} ${text}`);
    return { text, ms };
  };
  const { setUp } = JSON.parse((await call('server.info', {})).text) as { setUp: boolean };
  const entry = await (setUp
    ? call('login.create', owner)
    : call('setup.create', { workspaceName: 'Big', name: 'Owner', ...owner }));
  const founded = JSON.parse(entry.text) as Founding;
  token = founded.accessToken;
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { url, pid: child.pid!, call, stop, founded };
}

export interface Founding {
  accessToken: string;
  workspace: { id: string };
  user: { id: string };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
