import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSettledHouse, PASSWORD, type Device, type House } from './domain/accounts/testHouse.ts';

const root = path.join(import.meta.dirname, '../../..');
const email = 'sofia@harbor.test';
let house: House;
let sofia: Device;
beforeEach(async () => {
  ({ house, sofia } = await openSettledHouse());
});
afterEach(() => house.close());

/** What the program says and how it ends. */
function call(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const { user, pass, host, port, database } = house.database.sql.options;
  const DATABASE_URL = `postgres://${user}:${pass}@${host[0]}:${port[0]}/${database}`;
  const program = path.join(root, 'apps/server/dist/resetPassword.js');
  const env = { ...process.env, DATABASE_URL, ROOST_ROOT: root };
  const child = spawn(process.execPath, [program, ...args], { env, cwd: root });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

test(
  '[A6] a new password is printed, the old one is worth nothing, and every sign-in has ended',
  { timeout: 60_000 },
  async () => {
    const { code, out, err } = await call('Sofia@Harbor.test');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const password = /^  ([a-z2-9-]{24})$/m.exec(out)![1]!;
    await house.identity.revocations.sweep();
    await expect(sofia.do('login.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(sofia.do('login.refresh', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    const old = house.device().do('login.create', { email, password: PASSWORD });
    await expect(old).rejects.toMatchObject({ code: 'wrong_credentials' });
    await house.device().do('login.create', { email, password });
  },
);

test('an address without an account, none, and too many are told apart', { timeout: 60_000 }, async () => {
  expect(await call('nobody@harbor.test')).toMatchObject({ code: 1, err: expect.stringContaining('no account') });
  expect(await call('nobody')).toMatchObject({ code: 1, err: expect.stringContaining('not an e-mail address') });
  expect(await call()).toMatchObject({ code: 2, err: expect.stringContaining('npm run reset-password') });
  await house.device().do('login.create', { email, password: PASSWORD });
});
