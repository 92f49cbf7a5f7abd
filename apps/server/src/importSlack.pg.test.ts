import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from './domain/testWorld.ts';
import { scratch, smallExport, writeFolder } from './imports/slack/testExport.ts';

const root = path.join(import.meta.dirname, '../../..');
let house: TestWorld;
let dir: Awaited<ReturnType<typeof scratch>>;
let url: string;

beforeEach(async () => {
  house = await openTestWorld({ people: ['Sofia', 'Maya'] });
  const { user, pass, host, port, database } = house.database.sql.options;
  url = `postgres://${user}:${pass}@${host[0]}:${port[0]}/${database}`;
  dir = await scratch();
});
afterEach(async () => {
  await house.close();
  await dir.remove();
});

/** What the program says and how it ends. */
function call(args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: url, ROOST_ROOT: root, INIT_CWD: dir.folder };
  const child = spawn(process.execPath, [path.join(root, 'apps/server/dist/importSlack.js'), ...args], {
    env,
    cwd: root,
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

describe('npm run import:slack', { timeout: 60_000 }, () => {
  test('imports into the only workspace, shows how far it is, and reports', async () => {
    await writeFolder(path.join(dir.folder, 'export'), smallExport());
    const { code, out, err } = await call(['export']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/reading +100 %/);
    expect(out).toMatch(/importing +100 %/);
    expect(out).toMatch(/messages +20 in the export, +18 stored, +0 there already/);
    const [{ count }] = await house.database.sql<
      [{ count: number }]
    >`select count(*)::int as count from message where client_id like 'slack:%'`;
    expect(count).toBe(18);
  });

  test('says what is wrong and ends with 1 when nothing was imported', async () => {
    expect(await call(['nowhere'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Nothing was imported.*no file or folder at .*nowhere/),
    });
  });
});
