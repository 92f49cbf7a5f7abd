import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

// A small export with one of everything, for tests. Times are those of a day in 2023; `ts(n)` is the n-th second of it.

export type Files = Record<string, unknown>;

export const ts = (second: number, micros = 100): string =>
  `${1_700_000_000 + second}.${String(micros).padStart(6, '0')}`;

const profile = (name: string) => ({ display_name: name, real_name: `${name} Real`, title: `${name}\u0000’s job` });
const message = (user: string, second: number, text: string, more: object = {}) => ({
  type: 'message',
  user,
  ts: ts(second),
  text,
  ...more,
});

/** The files of an export: threads, edits, private and direct channels, bots, odd files, duplicates. */
export function smallExport(): Files {
  return {
    'users.json': [
      { id: 'U1', name: 'ana', profile: { ...profile('Ana'), email: 'ana@example.test' } },
      { id: 'U2', name: 'ben', profile: profile('Ben') },
      { id: 'U3', name: 'cleo', deleted: true, profile: profile('Cleo') },
      { id: 'UBOT', name: 'deploy', is_bot: true, profile: profile('Deploy') },
    ],
    'channels.json': [
      {
        id: 'C1',
        name: 'general',
        created: '1700000000',
        creator: 'U1',
        is_general: true,
        members: ['U1', 'U2'],
        topic: { value: '' },
        purpose: { value: 'For <#C2|ops> &amp; all' },
      },
      {
        id: 'C2',
        name: 'ops',
        created: 1700000000,
        creator: 'U2',
        members: ['U2', 'UBOT'],
        topic: { value: 'Keep it up' },
      },
      { id: 'C3', name: 'old', created: 1700000000, creator: 'U3', is_archived: true, members: [] },
    ],
    'groups.json': [{ id: 'G1', name: 'secret', created: 1700000000, creator: 'U1', members: ['U1', 'U3'] }],
    'mpims.json': [
      { id: 'G2', name: 'mpdm-ana--ben--cleo-1', created: 1700000000, creator: 'U1', members: ['U1', 'U2', 'U3'] },
    ],
    'dms.json': [{ id: 'D1', created: 1700000000, members: ['U1', 'U2'] }],
    'integration_logs.json': [],
    'general/2023-11-14.json': [
      message('U2', 3, 'second <@U1> &lt;3', {
        reactions: [
          { name: '+1', users: ['U1', 'U3'], count: 3 },
          { name: 'clap::skin-tone-3', users: ['U1'], count: 1 },
          { name: 'clap', users: ['U1'], count: 1 },
          { name: 'no name', users: ['U1'], count: 1 },
        ],
      }),
      message('U1', 1, '<@U1> has joined the channel', { subtype: 'channel_join' }),
      message('U1', 2, 'first *bold*', { edited: { user: 'U1', ts: ts(900) } }),
      message('U1', 2, 'first *bold*', { edited: { user: 'U1', ts: ts(900) } }),
      message('U3', 4, 'root', { thread_ts: ts(4), reply_count: 2, replies: [{ user: 'U1', ts: ts(5) }] }),
      message('U1', 5, 'reply one', { thread_ts: ts(4), parent_user_id: 'U3' }),
    ],
    'general/2023-11-15.json': [
      message('U2', 90_000, 'reply two, shown in the channel too', { thread_ts: ts(4), subtype: 'thread_broadcast' }),
      message('U2', 90_001, 'an answer to what is gone', { thread_ts: ts(-500) }),
      message('U2', 90_002, 'a file', {
        files: [
          {
            name: 'plan.pdf',
            title: 'The plan',
            mimetype: 'application/pdf',
            size: 12,
            permalink: 'https://files.example.test/plan.pdf?t=xoxe-123-secret&v=1',
          },
          { name: 'gone.pdf', mode: 'tombstone' },
          { name: 'bad.html', permalink: 'javascript:alert(1)' },
        ],
      }),
      message('U2', 90_003, 'see <https://files.example.test/a?token=xoxp-1-secret|this>', {}),
    ],
    'ops/2023-11-14.json': [
      {
        type: 'message',
        subtype: 'bot_message',
        bot_id: 'B77',
        username: 'CI',
        ts: ts(10),
        text: '',
        attachments: [
          { fallback: 'no', title: 'Build 7', title_link: 'https://ci.example.test/7', text: 'passed\u0000' },
        ],
      },
      message('USLACKBOT', 11, 'Reminder: stand-up.'),
      message('U9', 12, 'I am from elsewhere', {
        user_profile: { real_name: 'Zed Guest', display_name: '', name: 'zed' },
      }),
      message('U2', 13, 'x'.repeat(13_000)),
      { type: 'message', subtype: 'message_changed', ts: ts(14), message: {}, hidden: true },
    ],
    'old/2023-11-14.json': [message('U3', 20, 'long ago'), message('U3', 21, '', { subtype: 'channel_archive' })],
    'secret/2023-11-14.json': [message('U1', 30, 'between us')],
    'mpdm-ana--ben--cleo-1/2023-11-14.json': [message('U3', 40, 'three of us')],
    'D1/2023-11-14.json': [message('U2', 50, 'two of us')],
  };
}

/** A folder that the test owns. */
export async function scratch(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'roost-import-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function writeFolder(folder: string, files: Files): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes(content));
  }
  return folder;
}

/** A zip of these files, and of what `more` adds. */
export async function writeZip(file: string, files: Files, more: (zip: ZipFile) => void = () => {}): Promise<string> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(bytes(content), name);
  more(zip);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

function bytes(content: unknown): Buffer {
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}
