import path from 'node:path';
import { fromIso } from '@roost/protocol/time';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../domain/testWorld.ts';
import type { World } from '../../domain/verb.ts';
import type { ImportOptions } from './commit.ts';
import { importSlack } from './importSlack.ts';
import { reportText, type ImportReport } from './report.ts';
import { tsToMicros } from './survey.ts';
import { scratch, smallExport, ts, writeFolder, writeZip } from './testExport.ts';

let house: TestWorld;
let dir: Awaited<ReturnType<typeof scratch>>;

beforeEach(async () => {
  house = await openTestWorld({ people: ['Sofia', 'Maya'] });
  dir = await scratch();
});
afterEach(async () => {
  await house.close();
  await dir.remove();
});

const run = (location: string, options: Partial<ImportOptions> = {}, world: World = house.world) =>
  importSlack(world, location, {
    workspace: house.workspace,
    dryRun: false,
    placeholders: false,
    onProgress() {},
    ...options,
  });
const folder = (files = smallExport()) => writeFolder(path.join(dir.folder, 'export'), files);
const skipped = (report: ImportReport) => Object.fromEntries(report.skipped);

/** Everything that an import brings, told in names and times instead of ids. */
async function content(of: TestWorld = house) {
  const messages = await of.database.sql`
    select c.name as channel, c.kind, u.name as author, m.client_id as "clientId", m.text, m.created_at as "createdAt",
      m.edited_at as "editedAt", m.reply_count as "replyCount", m.last_reply_at as "lastReplyAt", m.files, m.system,
      (select r.created_at from message r where r.id = m.thread_root_id) as root,
      (select array_agg(r.emoji || ' ' || ru.name order by r.seq) from reaction r join users ru on ru.id = r.user_id
       where r.message_id = m.id) as reactions
    from message m join channel c on c.id = m.channel_id join users u on u.id = m.author_id
    where m.client_id like 'slack:%' order by m.client_id, m.author_id`;
  const members = await of.database.sql`
    select c.kind, c.name as channel, c.topic, c.archived_at is not null as archived, c.created_at as "createdAt",
      (select array_agg(u.name order by u.name) from membership s join users u on u.id = s.user_id where s.channel_id = c.id) as members
    from channel c where c.name <> 'random' or c.name is null order by c.kind, c.name, members`;
  const people = await of.database.sql`select name, handle, kind, title, imported, role from users order by name`;
  const strip = (texts: readonly object[]) => JSON.parse(JSON.stringify(texts).replace(/<[@#][A-Z0-9]{17}>/g, '<id>'));
  return {
    messages: strip([...messages]),
    members: strip(
      [...members].map(({ createdAt, ...rest }) => (rest['channel'] === 'general' ? rest : { ...rest, createdAt })),
    ),
    people: strip([...people]),
  };
}

const heads = () => house.database.sql`select id, seq from stream order by id`;

describe('an import of a Slack export', () => {
  test('stores people, channels, members, messages, threads, edits and reactions, and says what it left out', async () => {
    const report = await run(await folder());
    expect(report.found).toMatchObject({ users: 4, channels: 6, messages: 20, replies: 3, reactions: 5 });
    expect(report.found.strangers.map((one) => one.name).sort()).toEqual(['CI', 'Slackbot', 'Zed Guest']);
    expect(report.stored).toEqual({ users: 7, channels: 5, messages: 18, reactions: 3 });
    expect(report.merged).toEqual(['general']);
    expect(skipped(report)).toEqual({
      'messages that the export holds twice': 1,
      'records of what edits and deletions replaced': 1,
      'copies in the channel of thread replies (kept in their threads)': 1,
      'threads whose first message is not in the export (their replies are kept as plain messages)': 1,
      'deleted files': 1,
      'files without an address': 1,
      'text beyond 12,000 characters': 1,
      'reactions whose name is not an emoji': 1,
      'reactions that were there twice': 1,
      'reactions that Slack counted without naming who': 1,
    });
    const { messages, members, people } = await content();
    expect(messages).toHaveLength(18);
    const of = (second: number) => messages.find((one: { clientId: string }) => one.clientId.endsWith(ts(second)));
    expect(of(1)).toMatchObject({
      author: 'Ana',
      channel: 'general',
      system: { type: 'joined' },
      createdAt: tsToMicros(ts(1)),
    });
    expect(of(2)).toMatchObject({ text: 'first **bold**', editedAt: tsToMicros(ts(900)) });
    expect(of(3)).toMatchObject({ text: 'second <id> <3', reactions: [':+1: Ana', ':+1: Cleo', ':clap: Ana'] });
    expect(of(4)).toMatchObject({ replyCount: 2, lastReplyAt: tsToMicros(ts(90_000)), root: null });
    expect(of(5)).toMatchObject({ root: tsToMicros(ts(4)) });
    expect(of(90_000)).toMatchObject({ root: tsToMicros(ts(4)) });
    expect(of(90_001)).toMatchObject({ root: null });
    expect(of(90_002).files).toEqual([
      { name: 'The plan', type: 'application/pdf', size: 12, url: 'https://files.example.test/plan.pdf?v=1' },
    ]);
    expect(of(10)).toMatchObject({ author: 'CI', text: '[Build 7](https://ci.example.test/7)\npassed' });
    expect(of(13).text).toHaveLength(12_000);
    expect(of(50)).toMatchObject({ kind: 'direct', author: 'Ben' });
    expect(JSON.stringify(messages)).not.toContain('xox');
    expect(members).toMatchObject([
      { kind: 'direct', members: ['Ana', 'Ben'] },
      { kind: 'direct', members: ['Ana', 'Ben', 'Cleo'] },
      { channel: 'secret', kind: 'private', members: ['Ana', 'Cleo'] },
      { channel: 'general', members: ['Ana', 'Ben', 'CI', 'Cleo', 'Deploy', 'Maya', 'Slackbot', 'Sofia', 'Zed Guest'] },
      { channel: 'old', archived: true },
      { channel: 'ops', topic: 'Keep it up', members: ['Ben', 'Deploy'], createdAt: 1_700_000_000_000_000 },
    ]);
    expect(people.find((one: { name: string }) => one.name === 'Ana')).toEqual({
      name: 'Ana',
      handle: 'ana',
      kind: 'person',
      title: 'Ana’s job',
      imported: true,
      role: 'member',
    });
  });

  test('is shown by channel.history and thread.history', async () => {
    await run(await folder());
    const maya = house.person('Maya');
    const { messages } = await maya.do('channel.history', { channel: house.general.id });
    const imported = messages.filter((message) => message.clientId.startsWith('slack:'));
    expect(imported.map((message) => message.clientId.split(':')[2])).toEqual(
      [1, 2, 3, 4, 90_001, 90_002, 90_003].map((second) => ts(second)),
    );
    for (const message of imported)
      expect(fromIso(message.createdAt)).toBe(tsToMicros(message.clientId.split(':')[2]!));
    const thread = await maya.do('thread.history', { message: imported[3]!.id });
    expect(thread.messages.map((message) => message.text)).toEqual([
      'reply one',
      'reply two, shown in the channel too',
    ]);
  });

  test('from a zip is the same as from its folder, also with everything inside one folder', async () => {
    await run(await folder());
    const fromFolder = await content();
    for (const top of ['', 'Acme export/']) {
      const other = await openTestWorld({ people: ['Sofia', 'Maya'] });
      const files = Object.fromEntries(Object.entries(smallExport()).map(([name, text]) => [top + name, text]));
      const zip = await writeZip(path.join(dir.folder, `export${top.length}.zip`), files);
      await run(zip, { workspace: other.workspace }, other.world);
      expect(await content(other)).toEqual(fromFolder);
      await other.close();
    }
  });

  test('done twice gives the same, and writes nothing', async () => {
    const where = await folder();
    await run(where);
    const [once, before] = [await content(), await heads()];
    const report = await run(where);
    expect(report.stored).toEqual({ users: 0, channels: 0, messages: 0, reactions: 0 });
    expect(report.present).toEqual({ users: 7, channels: 6, messages: 18 });
    expect(await content()).toEqual(once);
    expect(await heads()).toEqual(before);
  });

  test('leaves alone what people here changed since: who left stays out, what was deleted stays deleted', async () => {
    const where = await folder();
    await run(where);
    const sofia = house.person('Sofia');
    const [gone] = await house.database.sql<
      { id: string }[]
    >`select id from message where client_id = ${`slack:C1:${ts(3)}`}`;
    await sofia.do('message.delete', { message: gone!.id });
    const { channels } = await sofia.do('channel.list', { workspace: house.workspace });
    const ops = channels.find(({ channel }) => channel.name === 'ops')!.channel.id;
    const [ben] = await house.database.sql<{ id: string }[]>`select id from users where name = 'Ben'`;
    await sofia.do('channel.join', { channel: ops });
    await sofia.do('channel.remove', { channel: ops, users: [ben!.id] });
    const before = await content();
    await run(where);
    expect(await content()).toEqual(before);
  });

  test('cut off anywhere and done again gives the same as done at once', async () => {
    const where = await folder();
    await run(where);
    const whole = await content();
    for (const appends of [0, 1, 2, 4, 6, 9, 14, 22, 23]) {
      const other = await openTestWorld({ people: ['Sofia', 'Maya'] });
      const options = { workspace: other.workspace };
      await expect(run(where, options, cutOff(other.world, appends))).rejects.toThrow('cut off');
      const told = () =>
        other.heard.filter((event) => event.type === 'channel.backfilled').map((event) => event.audience);
      expect(told()).toEqual([]);
      await run(where, options, other.world);
      expect(await content(other)).toEqual(whole);
      expect(new Set(told()).size).toBe(6);
      expect(told()).toHaveLength(6);
      await other.close();
    }
  });

  test('in a dry run counts the same and changes nothing', async () => {
    const where = await folder();
    const before = await heads();
    const dry = await run(where, { dryRun: true });
    expect(await heads()).toEqual(before);
    const wet = await run(where);
    expect(dry).toEqual({ ...wet, dryRun: true });
    const again = await run(where, { dryRun: true });
    expect(again.present.messages).toBe(18);
    expect(again.stored.messages).toBe(0);
  });

  test('[W6] is sent to nobody, and tells the members of each channel once', async () => {
    house.heard.length = 0;
    await run(await folder());
    const live = house.heard.filter((event) => !event.backfill);
    expect(new Set(live.map((event) => event.type))).toEqual(
      new Set(['user.joined', 'channel.created', 'channel.archived', 'member.joined', 'channel.backfilled']),
    );
    expect(live.filter((event) => event.type === 'channel.backfilled')).toHaveLength(6);
  });

  test('[M2] is unread for nobody, also where it is newer than a member’s joining', async () => {
    const files = smallExport();
    const future = Math.floor(Date.now() / 1000) - 1_700_000_000 + 3_600;
    files['general/2099-01-01.json'] = [{ type: 'message', user: 'U2', ts: ts(future), text: 'newer than everybody' }];
    await run(await folder(files));
    const maya = house.person('Maya');
    const { unread } = await maya.do('read.unread', { channel: house.general.id });
    expect(unread).toEqual({ entries: [], more: false });
    await house.person('Sofia').post(house.general.id, 'and now a live one');
    const after = await maya.do('read.unread', { channel: house.general.id });
    expect(after.unread.entries).toHaveLength(1);
  });

  test('takes people who are here by the e-mail of their account, and says whom', async () => {
    const maya = house.person('Maya');
    const files = smallExport();
    const [account] = await house.database.sql<
      { email: string }[]
    >`select email from account where id = ${maya.account}`;
    (files['users.json'] as { id: string; profile: object }[])[0]!.profile = { email: account!.email.toUpperCase() };
    const report = await run(await folder(files));
    expect(report.present.users).toBe(1);
    expect(reportText(report)).toContain(`ana is @maya here, by the address ${account!.email}: nobody has verified`);
    expect((await run(await folder(files))).recognised).toEqual([]);
    const { messages } = await maya.do('channel.history', { channel: house.general.id });
    expect(messages.find((message) => message.text === 'first **bold**')!.author).toBe(maya.user);
  });

  test('puts a private channel beside a channel of the same name, never into it', async () => {
    await house.person('Sofia').do('channel.create', { workspace: house.workspace, name: 'secret', kind: 'public' });
    await run(await folder());
    const { members } = await content();
    expect(members.filter((one: { channel: string }) => one.channel?.startsWith('secret'))).toMatchObject([
      { channel: 'secret-2', kind: 'private', members: ['Ana', 'Cleo'] },
      { channel: 'secret', kind: 'public', members: ['Sofia'] },
    ]);
  });

  test('keeps two messages of one instant apart', async () => {
    const files = smallExport();
    files['secret/2023-11-14.json'] = ['U1', 'U3'].map((user) => ({ type: 'message', user, ts: ts(30), text: user }));
    await run(await folder(files));
    const { messages } = await content();
    const both = messages.filter((one: { channel: string }) => one.channel === 'secret');
    expect(both.map((one: { createdAt: number }) => one.createdAt).sort()).toEqual([
      tsToMicros(ts(30)),
      tsToMicros(ts(30)) + 1,
    ]);
  });

  test('takes more messages of one day than the log takes at once', async () => {
    const files = smallExport();
    files['general/2023-11-14.json'] = Array.from({ length: 6_000 }, (_, n) => ({
      type: 'message',
      user: n % 2 ? 'U1' : 'U2',
      ts: ts(1, n),
      text: `message ${n}`,
      ...(n > 0 && { thread_ts: ts(1, 0) }),
    }));
    const report = await run(await folder(files));
    expect(report.stored.messages).toBe(6_013);
    const { messages } = await content();
    expect(messages.find((one: { text: string }) => one.text === 'message 0').replyCount).toBe(5_999);
  });
});

/** A world whose log takes so many items and then no more. */
function cutOff(world: World, appends: number): World {
  let left = appends;
  return {
    ...world,
    log: {
      ...world.log,
      append: (item) => (left-- > 0 ? world.log.append(item) : Promise.reject(new Error('cut off'))),
    },
  };
}
