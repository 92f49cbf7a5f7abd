import type { SelfIntent } from '@roost/client/types';
import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { CommandEnd } from '../../message/commands.ts';
import { channelNameOf, preferenceOf } from '../../sync/channels.ts';
import { loadEmojiTable } from '../../ui/emoji/emojiTable.ts';
import { channelHere, done, refuse, selfIn, type Environment } from './environment.ts';
import { readReminder, type ReadReminder } from './readReminder.ts';
import { readWhen } from './readWhen.ts';

// What concerns oneself alone: reminders, what one says of oneself, how one keeps a conversation.

const DAY_MS = 86_400_000;

/** Through the outbox: offline, too. */
export function remind(env: Environment, rest: string): CommandEnd {
  const read = readReminder(rest, env.now());
  const problem = whyNot(env, read);
  if (problem !== null || read.type !== 'read') return refuse(problem ?? '');
  const message = newId('note');
  const note = { workspace: env.workspaceId, text: read.text };
  const args = { message, at: toIso(read.at.getTime() * 1_000), note };
  if (env.roost.send({ name: 'reminder.set', args }) === null) return refuse(env.t('full'));
  const undo = () => void env.roost.send({ name: 'reminder.clear', args: { message } });
  env.tell(env.t('reminding', { when: env.toWhen(read.at) }), undo);
  return done;
}

/** What it will do, as far as that is typed; null where it would do nothing. */
export function reminderHint(env: Environment, rest: string): string | null {
  const read = readReminder(rest, env.now());
  if (read.type !== 'read') return read.type === 'noTime' || read.type === 'noText' ? null : whyNot(env, read);
  return whyNot(env, read) ?? env.t('willRemind', { when: env.toWhen(read.at), text: read.text });
}

function whyNot({ t, now }: Environment, read: ReadReminder): string | null {
  if (read.type !== 'read') return t(read.type);
  if (read.text.length > limits.reminderText) return t('tooLong', { max: limits.reminderText });
  return read.at.getTime() - now().getTime() > limits.scheduleDays * DAY_MS ? t('far') : null;
}

export function setAway(env: Environment, away: boolean): CommandEnd {
  return say(env, { away }, env.t(away ? 'isAway' : 'isActive'));
}

/** Of oneself. Through the outbox: offline, too. */
function say(env: Environment, what: Omit<SelfIntent['args'], 'user'>, told: string): CommandEnd {
  const user = selfIn(env)?.id ?? '';
  if (env.roost.send({ name: 'user.update', args: { user, ...what } }) === null) return refuse(env.t('full'));
  env.tell(told);
  return done;
}

const emojiAtStart =
  /^(\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*|\p{Regional_Indicator}{2})\s*/u;

/** `:palm_tree: On holiday until Monday`; without anything the dialog, in which one chooses. */
export async function setStatus(env: Environment, rest: string): Promise<CommandEnd> {
  if (rest === '') {
    env.open('status');
    return done;
  }
  if (rest === 'clear') return say(env, { status: null }, env.t('statusCleared'));
  const ending = endingOf(rest, env.now());
  const said = ending ? rest.slice(0, ending.from) : rest;
  const name = /^:([\w+-]+):\s*/.exec(said);
  const sign = name ? null : emojiAtStart.exec(said);
  const emoji = name ? (await loadEmojiTable()).unicodeOf(name[1]!) : (sign?.[1] ?? null);
  if (emoji === undefined) return refuse(env.t('noEmoji', { name: name![1]! }));
  const text = said.slice((name ?? sign)?.[0].length ?? 0).trim();
  if (text.length > limits.status) return refuse(env.t('tooLong', { max: limits.status }));
  const until = ending && { until: toIso(ending.at.getTime() * 1_000) };
  return say(env, { status: { emoji, text, ...until } }, env.t('statusSet'));
}

/** “until Monday”, “for 2 hours” at the end. */
function endingOf(said: string, now: Date): { from: number; at: Date } | null {
  for (const match of said.matchAll(/\s(until|for) (?=(.+)$)/g)) {
    const at = readWhen(match[1] === 'for' ? `in ${match[2]}` : match[2]!, now);
    if (at && at > now) return { from: match.index, at };
  }
  return null;
}

/** Mutes or stars it, or takes that back. */
export function keep(env: Environment, what: 'muted' | 'starred'): CommandEnd {
  const { roost, channelId: channel, state, t } = env;
  const on = !(preferenceOf(state(), channel)?.[what] ?? false);
  if (roost.send({ name: 'channel.prefer', args: { channel, [what]: on } }) === null) return refuse(t('full'));
  const bare = channelNameOf(state(), channel);
  const name = channelHere(env)?.kind === 'direct' ? bare : `#${bare}`;
  const words = { muted: ['unmuted', 'muted'], starred: ['unstarred', 'starred'] } as const;
  const undo = () => void roost.send({ name: 'channel.prefer', args: { channel, [what]: !on } });
  env.tell(t(words[what][Number(on) as 0 | 1], { name }), undo);
  return done;
}
