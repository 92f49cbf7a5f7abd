import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Archive } from './archive.ts';
import { ImportRefused } from './refused.ts';

// The shapes of an export, as far as they are used. Fields that are not known are ignored: exports differ by year and plan.

const text = Type.String();
const optionalText = Type.Optional(Type.Union([text, Type.Null()]));
const userId = Type.String({ pattern: '^[A-Z0-9]{2,24}$' });
/** Who wrote: nobody, or the id of a person. */
const author = Type.Optional(Type.Union([Type.String({ pattern: '^([A-Z0-9]{2,24})?$' }), Type.Null()]));
const moment = Type.Optional(Type.Union([text, Type.Number(), Type.Null()]));
const ts = Type.String({ pattern: '^\\d{1,10}\\.\\d{6}$' });
const titled = Type.Optional(Type.Union([Type.Object({ value: text }), Type.Null()]));

const SlackUser = Type.Object({
  id: userId,
  name: text,
  real_name: optionalText,
  deleted: Type.Optional(Type.Boolean()),
  is_bot: Type.Optional(Type.Boolean()),
  profile: Type.Optional(
    Type.Object({ real_name: optionalText, display_name: optionalText, title: optionalText, email: optionalText }),
  ),
});
export type SlackUser = Static<typeof SlackUser>;

const SlackChannel = Type.Object({
  id: userId,
  name: Type.Optional(text),
  created: moment,
  creator: optionalText,
  is_archived: Type.Optional(Type.Boolean()),
  is_general: Type.Optional(Type.Boolean()),
  members: Type.Optional(Type.Array(userId)),
  topic: titled,
  purpose: titled,
});
export type SlackChannel = Static<typeof SlackChannel>;

const SlackFile = Type.Object({
  name: optionalText,
  title: optionalText,
  mimetype: optionalText,
  size: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  mode: optionalText,
  url_private: optionalText,
  permalink: optionalText,
  url: optionalText,
});
export type SlackFile = Static<typeof SlackFile>;

const SlackAttachment = Type.Object({
  fallback: optionalText,
  pretext: optionalText,
  title: optionalText,
  title_link: optionalText,
  text: Type.Optional(Type.Union([text, Type.Null()])),
  from_url: optionalText,
});

const SlackMessage = Type.Object({
  type: text,
  subtype: optionalText,
  ts,
  user: author,
  text: optionalText,
  username: optionalText,
  bot_id: optionalText,
  bot_profile: Type.Optional(Type.Union([Type.Object({ name: optionalText }), Type.Null()])),
  user_profile: Type.Optional(
    Type.Union([Type.Object({ real_name: optionalText, display_name: optionalText, name: optionalText }), Type.Null()]),
  ),
  thread_ts: Type.Optional(ts),
  edited: Type.Optional(Type.Union([Type.Object({ ts }), Type.Null()])),
  reactions: Type.Optional(
    Type.Array(Type.Object({ name: text, users: Type.Array(userId), count: Type.Optional(Type.Number()) })),
  ),
  file: Type.Optional(Type.Union([SlackFile, Type.Null()])),
  files: Type.Optional(Type.Array(SlackFile)),
  comment: Type.Optional(Type.Union([Type.Object({ user: author, comment: optionalText }), Type.Null()])),
  attachments: Type.Optional(Type.Array(SlackAttachment)),
  inviter: optionalText,
  topic: optionalText,
  purpose: optionalText,
  old_name: optionalText,
  name: optionalText,
});
export type SlackMessage = Static<typeof SlackMessage>;

/** A channel of the export and the files in which its messages lie. */
export interface ExportedChannel {
  kind: 'public' | 'private' | 'direct';
  channel: SlackChannel;
  days: readonly string[];
}

export interface SlackExport {
  users: readonly SlackUser[];
  channels: readonly ExportedChannel[];
  /** The messages of one day file. Throws `ImportRefused`, naming the file and the place in it. */
  messages(day: string): Promise<SlackMessage[]>;
}

const checks = {
  users: Compile(Type.Array(SlackUser)),
  channels: Compile(Type.Array(SlackChannel)),
  messages: Compile(Type.Array(SlackMessage)),
};

/** Reads what an export says about people and channels. Day files are read one at a time later. */
export async function readExport(archive: Archive): Promise<SlackExport> {
  const names = new Set(archive.names);
  if (!names.has('users.json') && !names.has('org_users.json')) {
    throw new ImportRefused('This is not a Slack export: there is no users.json in it.');
  }
  const users = await readJson(archive, names.has('users.json') ? 'users.json' : 'org_users.json', checks.users);
  const channels = new Map<string, ExportedChannel>();
  const folders = new Map<string, string>();
  for (const [file, kind] of [
    ['channels.json', 'public'],
    ['groups.json', 'private'],
    ['mpims.json', 'direct'],
    ['dms.json', 'direct'],
  ] as const) {
    if (!names.has(file)) continue;
    for (const channel of await readJson(archive, file, checks.channels)) {
      if (channels.has(channel.id)) continue;
      const folder = file === 'dms.json' ? channel.id : channel.name;
      if (!folder) throw new ImportRefused(`${file}: channel ${channel.id} has no name.`);
      if (kind === 'direct' && !channel.members?.length)
        throw new ImportRefused(`${file}: ${channel.id} has no members.`);
      const other = folders.get(folder);
      // Whose messages are they? A private channel's must not turn up in a public one.
      if (other !== undefined)
        throw new ImportRefused(`${file}: ${channel.id} has the same name as ${other}: ${folder}.`);
      folders.set(folder, channel.id);
      channels.set(channel.id, { kind, channel, days: daysOf(archive, folder) });
    }
  }
  if (channels.size === 0) throw new ImportRefused('This export has no channels.');
  const messages = (day: string) => readJson(archive, day, checks.messages);
  return { users: uniqueById(users), channels: [...channels.values()], messages };
}

function uniqueById(users: SlackUser[]): SlackUser[] {
  return [...new Map(users.map((user) => [user.id, user])).values()];
}

function daysOf(archive: Archive, folder: string): string[] {
  const prefix = `${folder}/`;
  return archive.names.filter(
    (name) => name.startsWith(prefix) && /^\d{4}-\d\d-\d\d\.json$/.test(name.slice(prefix.length)),
  );
}

/** A compiled schema, as far as it is used here. */
interface Check<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): { instancePath: string; message: string }[];
}

async function readJson<T>(archive: Archive, name: string, check: Check<T>): Promise<T> {
  let value: unknown;
  try {
    value = parse((await archive.read(name)).toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    throw new ImportRefused(`${name} is not valid JSON: ${(error as Error).message}.`);
  }
  if (check.Check(value)) return value;
  const [first] = check.Errors(value);
  throw new ImportRefused(
    `${name} does not look like Slack’s: ${first?.instancePath || '/'} ${first?.message ?? 'is wrong'}.`,
  );
}

/** What Postgres cannot store (NUL, halves of characters) and what nobody means to see never gets further than here. */
function parse(json: string): unknown {
  if (!/\\u(00[01][0-9a-f]|007f|d[89a-f])/i.test(json)) return JSON.parse(json);
  return JSON.parse(json, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(CONTROLS, '').toWellFormed() : value,
  );
}

const CONTROLS = /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f]/g;
