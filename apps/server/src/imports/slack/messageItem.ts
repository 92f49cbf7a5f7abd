import { createHash } from 'node:crypto';
import { newId } from '@roost/protocol/ids';
import { toIso } from '@roost/protocol/time';
import type { Item, NewEvent } from '../../log/item.ts';
import type { SlackMessage } from './slackExport.ts';
import { tsToMicros } from './survey.ts';
import type { Content } from './toMessage.ts';

/** What one message of an export becomes. */
export interface MessageParts {
  id: string;
  workspace: string;
  channel: string;
  author: string;
  clientId: string;
  message: SlackMessage;
  content: Content;
  /** The message that this one answers. */
  root: string | undefined;
  reactions: readonly { user: string; emoji: string }[];
}

/** The name of a message as its author's client would have given it: the same in every import of it. */
export function clientIdOf(slackChannel: string, message: SlackMessage): string {
  return `slack:${slackChannel}:${message.ts}`;
}

/** The id of a message: the same in every import of it, so that answers find it before it is stored. */
export function messageIdOf(workspace: string, author: string, clientId: string, message: SlackMessage): string {
  const hash = createHash('sha256').update(`${workspace} ${author} ${clientId}`).digest();
  return newId('message', Math.floor(tsToMicros(message.ts) / 1000), () => hash.readUInt32BE(0));
}

/** The message, its last edit and its reactions as one item of backfill. */
export function messageItem(parts: MessageParts): Item {
  const { author, clientId, message, content } = parts;
  const posted = postedEvent(parts);
  const edited = message.edited && !content.system ? [editedEvent(parts, posted.createdAt, message.edited.ts)] : [];
  return {
    events: [posted.event as NewEvent, ...edited, ...parts.reactions.map((reaction) => reactionEvent(parts, reaction))],
    key: { author, key: clientId, argsHash: createHash('sha256').update(clientId).digest('hex') },
    checked: [],
    guards: [],
    touches: [],
  };
}

function postedEvent(parts: MessageParts): { event: NewEvent<'message.posted'>; createdAt: () => string } {
  const { id, channel, author, clientId, message, content, root } = parts;
  let createdAt = '';
  const event: NewEvent<'message.posted'> = {
    ...backfill(parts),
    type: 'message.posted',
    actor: author,
    clock: channel,
    givenAt: tsToMicros(message.ts),
    data: ({ seq, at }) => ({
      message: {
        id,
        rev: seq,
        channel,
        author,
        clientId,
        text: content.text,
        createdAt: (createdAt = toIso(at)),
        ...(root !== undefined && { threadRoot: root }),
        reactions: [],
        ...(content.thirdPerson && { thirdPerson: content.thirdPerson }),
        ...(content.files && { files: content.files }),
        ...(content.system && { system: content.system }),
      },
    }),
  };
  return { event, createdAt: () => createdAt };
}

// An export holds only the last text, so the edit changes nothing but the time of editing.
function editedEvent(parts: MessageParts, createdAt: () => string, ts: string): NewEvent {
  const { id, channel, author, clientId, content, root } = parts;
  const event: NewEvent<'message.edited'> = {
    ...backfill(parts),
    type: 'message.edited',
    actor: author,
    givenAt: tsToMicros(ts),
    data: ({ seq, at }) => ({
      message: {
        id,
        rev: seq,
        channel,
        author,
        clientId,
        text: content.text,
        createdAt: createdAt(),
        editedAt: toIso(at),
        ...(root !== undefined && { threadRoot: root }),
      },
    }),
  };
  return event as NewEvent;
}

function reactionEvent(parts: MessageParts, { user, emoji }: { user: string; emoji: string }): NewEvent {
  const event: NewEvent<'reaction.added'> = {
    ...backfill(parts),
    type: 'reaction.added',
    actor: user,
    data: () => ({ message: parts.id, channel: parts.channel, user, emoji }),
  };
  return event as NewEvent;
}

function backfill({ workspace, channel }: MessageParts) {
  return { stream: workspace, audience: channel, backfill: true } as const;
}
