import type { File, Message, SystemNote } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { line } from './line.ts';
import type { SlackFile, SlackMessage } from './slackExport.ts';
import { fromSlackText, plainSlackText, type TextNames } from './slackText.ts';
import { filesOf } from './survey.ts';

/** What a Slack message says, in our words: everything about a message that does not depend on where it lands. */
export type Content = Pick<Message, 'text' | 'thirdPerson' | 'files' | 'system'> & {
  /** What of it could not be kept, by kind. */
  skipped: string[];
};

/** Translates a message. Text beyond the limit is cut and reported. */
export function toContent(message: SlackMessage, names: TextNames): Content {
  const skipped: string[] = [];
  const system = toSystemNote(message);
  const files = filesOf(message).flatMap((file) => toFile(file, skipped));
  const comment = message.subtype === 'file_comment' ? message.comment?.comment : undefined;
  let text = fromSlackText(message.text || comment || '', names);
  const said = attachmentText(message, names, skipped);
  if (said && (text === '' || message.subtype === 'bot_message')) text = text === '' ? said : `${text}\n${said}`;
  text = withoutTokens(text.replace(/\r\n?/g, '\n'));
  if (text.length > limits.messageText) {
    text = text.slice(0, limits.messageText - 1).replace(/[\ud800-\udbff]$/, '') + '…';
    skipped.push('text beyond 12,000 characters');
  }
  if (message.subtype === 'thread_broadcast')
    skipped.push('copies in the channel of thread replies (kept in their threads)');
  const inThirdPerson = message.subtype === 'me_message' && { thirdPerson: true as const };
  return { text, ...inThirdPerson, ...(files.length > 0 && { files }), ...(system && { system }), skipped };
}

function toSystemNote(message: SlackMessage): SystemNote | null {
  switch (message.subtype) {
    case 'channel_join':
    case 'group_join':
      return { type: 'joined' };
    case 'channel_leave':
    case 'group_leave':
      return { type: 'left' };
    case 'channel_topic':
    case 'group_topic':
      return { type: 'topic', topic: line(plainSlackText(message.topic ?? ''), limits.topic) };
    case 'channel_name':
    case 'group_name':
      return {
        type: 'renamed',
        from: line(message.old_name, limits.channelName),
        to: line(message.name, limits.channelName),
      };
    case 'channel_archive':
    case 'group_archive':
      return { type: 'archived' };
    case 'channel_unarchive':
    case 'group_unarchive':
      return { type: 'unarchived' };
    case 'channel_purpose':
    case 'group_purpose':
    case 'bot_add':
    case 'bot_remove':
    case 'pinned_item':
    case 'reminder_add':
    case 'tombstone':
      return { type: 'other' };
    default:
      return null;
  }
}

function toFile(file: SlackFile, skipped: string[]): File[] {
  if (file.mode === 'tombstone' || file.mode === 'hidden_by_limit') {
    skipped.push(file.mode === 'tombstone' ? 'deleted files' : 'files hidden by Slack’s plan');
    return [];
  }
  const url = webAddress(file.permalink || file.url_private || file.url || '');
  if (!url || url.length > LONGEST_ADDRESS) {
    skipped.push('files without an address');
    return [];
  }
  const name = line(file.title || file.name, 255) || 'file';
  const type = line(file.mimetype, 127);
  const size =
    typeof file.size === 'number' && Number.isSafeInteger(file.size) && file.size >= 0 ? file.size : undefined;
  return [{ name, url, ...(type && { type }), ...(size !== undefined && { size }) }];
}

/** Exports carry access tokens in the addresses of files; they are secrets and end with the export. */
const TOKEN = /([?&])(?:t|token)=xox[\w-]*(&?)/g;

const LONGEST_ADDRESS = 4_000;

function webAddress(address: string): string {
  const clean = withoutTokens(address);
  return URL.canParse(clean) && /^https?:$/.test(new URL(clean).protocol) ? clean : '';
}

function withoutTokens(text: string): string {
  return text.replace(TOKEN, (_all, lead: string, next: string) => next && lead);
}

/** Previews of links repeat what the link says and are left out; what a program attached is its message. */
function attachmentText(message: SlackMessage, names: TextNames, skipped: string[]): string {
  const parts: string[] = [];
  for (const attachment of message.attachments ?? []) {
    if (attachment.from_url) {
      skipped.push('link previews');
      continue;
    }
    const title =
      attachment.title && attachment.title_link ? `[${attachment.title}](${attachment.title_link})` : attachment.title;
    const lines = [attachment.pretext, title, attachment.text]
      .filter(Boolean)
      .map((part) => fromSlackText(part!, names));
    parts.push(lines.length > 0 ? lines.join('\n') : fromSlackText(attachment.fallback ?? '', names));
  }
  return parts.filter(Boolean).join('\n');
}
