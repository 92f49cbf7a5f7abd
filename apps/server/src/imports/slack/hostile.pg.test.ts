import { readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../domain/testWorld.ts';
import { importSlack } from './importSlack.ts';
import { ImportRefused } from './refused.ts';
import { scratch, smallExport, ts, writeFolder, writeZip, type Files } from './testExport.ts';

let house: TestWorld;
let dir: Awaited<ReturnType<typeof scratch>>;
let made = 0;

beforeAll(async () => {
  house = await openTestWorld({ people: ['Sofia'] });
  dir = await scratch();
});
afterAll(async () => {
  await house.close();
  await dir.remove();
});

/** Everything that an import could have changed. */
async function state(): Promise<unknown> {
  const { sql } = house.database;
  const [streams, ids, counts] = await Promise.all([
    sql`select id, seq, rules_rev from stream order by id`,
    sql`select * from external_id`,
    sql`select (select count(*) from users) as users, (select count(*) from channel) as channels, (select count(*) from message) as messages`,
  ]);
  return JSON.parse(JSON.stringify([[...streams], [...ids], [...counts]]));
}

async function expectRefused(location: string, why: RegExp, placeholders = false): Promise<void> {
  const before = await state();
  const options = { workspace: house.workspace, dryRun: false, placeholders, onProgress() {} };
  const error: unknown = await importSlack(house.world, location, options).then(
    () => 'was imported',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportRefused);
  expect((error as Error).message).toMatch(why);
  expect(await state()).toEqual(before);
}

const file = () => path.join(dir.folder, `hostile${made++}.zip`);

/** A zip in whose bytes one name is replaced by another of the same length: no zip writer would make it. */
async function zipRenaming(from: string, to: string): Promise<string> {
  const name = await writeZip(file(), { ...smallExport(), [from]: [] });
  const bytes = (await readFile(name)).toString('latin1').replaceAll(from, to);
  await writeFile(name, Buffer.from(bytes, 'latin1'));
  return name;
}

describe('a hostile zip is refused and changes nothing', () => {
  test.each([
    ['naming a file above it', 'aa/bb/evil.json', '../../evil.json', /invalid relative path/],
    ['naming a file on the disk', '0tmp/evil.json', '/tmp/evil.json', /absolute path/],
    ['naming a file on another drive', 'c0/evil.json', 'c:/evil.json', /absolute path/],
    ['naming a file with backslashes', 'aa_evil.json', '..\\evil.json', /invalid characters/],
    ['naming one file twice', 'ops/2023-11-13.json', 'ops/2023-11-14.json', /two files named ops\/2023-11-14.json/],
  ])('%s', async (_what, from, to, why) => expectRefused(await zipRenaming(from, to), why));

  test('holding a link', async () => {
    const zip = await writeZip(file(), smallExport(), (more) =>
      more.addBuffer(Buffer.from('/etc/passwd'), 'ops/2023-11-15.json', { mode: 0o120777 }),
    );
    await expectRefused(zip, /holds a link: ops/);
  });

  test('unpacking to far more than it should', async () => {
    const zip = await writeZip(file(), {
      ...smallExport(),
      'ops/2023-11-15.json': Buffer.alloc(30 * 1024 * 1024, 0x20),
    });
    await expectRefused(zip, /unpacks to far more/);
  });

  test('unpacking to more than it says', async () => {
    const name = await writeZip(file(), { ...smallExport(), 'ops/2023-11-15.json': Buffer.alloc(300_000, 0x20) });
    const bytes = await readFile(name);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(300_000);
    for (let at = bytes.indexOf(size); at !== -1; at = bytes.indexOf(size)) bytes.writeUInt32LE(30, at);
    await writeFile(name, bytes);
    await expectRefused(name, /damaged|refused/);
  });

  test('cut off', async () => {
    const name = await writeZip(file(), smallExport());
    await truncate(name, (await readFile(name)).length - 100);
    await expectRefused(name, /not a zip file that can be read/);
  });

  test('with damaged content', async () => {
    const name = await writeZip(file(), smallExport());
    const bytes = await readFile(name);
    bytes.fill(0xff, 60, 200);
    await writeFile(name, bytes);
    await expectRefused(name, /damaged|refused|not valid JSON/);
  });

  test('that is no zip', async () => {
    const name = file();
    await writeFile(name, 'this is not a zip file, whatever its name says');
    await expectRefused(name, /not a zip file that can be read/);
  });

  test('that is not there', () => expectRefused(file(), /no file or folder/));
});

const day = 'ops/2023-11-14.json';
const said = (more: object) => [{ type: 'message', user: 'U1', ts: ts(1), text: 'hello', ...more }];
const channel = (more: object) => [{ id: 'C7', name: 'seven', members: [], ...more }];
const without = (...names: string[]): Files =>
  Object.fromEntries(Object.entries(smallExport()).filter(([name]) => !names.includes(name)));

describe('a hostile export is refused and changes nothing, from a zip as from a folder', () => {
  test.each<[string, Files, RegExp]>([
    ['without people', without('users.json'), /no users\.json/],
    ['without channels', without('channels.json', 'groups.json', 'mpims.json', 'dms.json'), /no channels/],
    ['with bad JSON', { [day]: '[{"type":"message",' }, /ops\/2023-11-14\.json is not valid JSON/],
    ['with bad JSON about people', { 'users.json': 'no' }, /users\.json is not valid JSON/],
    ['with an object for a list', { [day]: { type: 'message' } }, /2023-11-14\.json does not look like Slack’s/],
    ['with a number for a text', { [day]: said({ text: 7 }) }, /does not look like Slack’s: \/0\/text/],
    ['with a time that is none', { [day]: said({ ts: '1700000000' }) }, /does not look like Slack’s: \/0\/ts/],
    ['with a time far in the future', { [day]: said({ ts: '9999999999.000000' }) }, /from the future/],
    [
      'with an author that is no id',
      { [day]: said({ user: 'U1"; drop table' }) },
      /does not look like Slack’s: \/0\/user/,
    ],
    [
      'with an author nobody knows',
      { [day]: said({ user: 'UNOBODY' }) },
      /2023-11-14\.json mentions UNOBODY, who is not in users\.json.*--placeholders/,
    ],
    [
      'with a reaction of nobody known',
      { [day]: said({ reactions: [{ name: '+1', users: ['UNOBODY'] }] }) },
      /mentions UNOBODY/,
    ],
    [
      'with a member nobody knows',
      { 'channels.json': channel({ members: ['UNOBODY'] }) },
      /list of members of seven mentions UNOBODY/,
    ],
    ['with a channel without a name', { 'channels.json': channel({ name: '' }) }, /C7 has no name/],
    ['with a private channel named as a public one', { 'groups.json': channel({ name: 'ops' }) }, /same name as C2/],
    ['with a direct channel of nobody', { 'dms.json': channel({ members: [] }) }, /C7 has no members/],
    [
      'with prototypes in it',
      { 'users.json': '[{"__proto__":{"id":"U1"},"constructor":{}}]' },
      /does not look like Slack’s/,
    ],
    ['nested without end', { [day]: '['.repeat(200_000) }, /is not valid JSON|does not look like/],
  ])('%s', async (_what, files, why) => {
    const all = { ...(Object.keys(files).length > 3 ? {} : smallExport()), ...files };
    await expectRefused(await writeZip(file(), all), why);
    await expectRefused(await writeFolder(path.join(dir.folder, `folder${made++}`), all), why);
  });

  test('links in a folder are not followed', async () => {
    const folder = await writeFolder(path.join(dir.folder, `folder${made++}`), without('users.json'));
    const secret = path.join(dir.folder, 'secret.json');
    await writeFile(secret, JSON.stringify(smallExport()['users.json']));
    await symlink(secret, path.join(folder, 'users.json'));
    await expectRefused(folder, /no users\.json/);
  });

  test('people nobody knows become placeholders when that is asked for', async () => {
    const files = { ...smallExport(), [day]: said({ user: 'UNOBODY', reactions: [{ name: '+1', users: ['UNONE'] }] }) };
    const folder = await writeFolder(path.join(dir.folder, `folder${made++}`), files);
    const options = { workspace: house.workspace, dryRun: true, placeholders: true, onProgress() {} };
    const report = await importSlack(house.world, folder, options);
    expect(report.found.strangers.map((one) => one.name)).toEqual(['UNOBODY', 'UNONE']);
  });

  test('names that are too strange for a channel or a person are replaced, not refused', async () => {
    const files = {
      ...smallExport(),
      'channels.json': [
        ...channel({ name: '㍿'.repeat(60) }),
        ...channel({ id: 'C8', name: '../../etc' }),
        ...channel({ id: 'C9', name: '\u202e' }),
      ],
      'users.json': [
        ...(smallExport()['users.json'] as object[]),
        { id: 'U7', name: '\u0000', profile: { display_name: '\ud800', title: 'x'.repeat(5_000) } },
      ],
    };
    const folder = await writeFolder(path.join(dir.folder, `folder${made++}`), files);
    await importSlack(house.world, folder, {
      workspace: house.workspace,
      dryRun: false,
      placeholders: false,
      onProgress() {},
    });
    const names = await house.database.sql<
      { name: string }[]
    >`select name from channel where id in (select id from external_id where external_id in ('C7', 'C8', 'C9')) order by name`;
    expect(names.map(({ name }) => name)).toEqual(['-etc', 'c7', 'c9']);
    const [person] = await house.database
      .sql`select name, length(title) as title from users where id = (select id from external_id where external_id = 'U7')`;
    expect(person).toEqual({ name: '\ufffd', title: 120 });
  });
});
