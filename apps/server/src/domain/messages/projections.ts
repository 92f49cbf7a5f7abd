import type { GuardReader, LoggedEvent, Projection } from '../../log/item.ts';
import { statement } from '../../storage/part.ts';
import { addressees } from '@roost/protocol/text';
import { dropMentions, insertMentions, readdressMentions } from '../activity/mentions.ts';
import {
  advanceChannels,
  countReplies,
  deleteMessages,
  insertMessages,
  messageStates,
  threadStates,
  updateTexts,
} from './sql.ts';

export const messagePosted: Projection<'message.posted'> = {
  type: 'message.posted',
  order: 50,
  advancesClocks: true,
  apart(events, beside) {
    const replies = toReplies(events);
    if (replies.length === 0) return toParts(events);
    // Both change the row of the message that they are about.
    if (beside.has('reaction.added')) return null;
    // A reply changes its root, which may be new in the same batch where they are imported.
    const posted = new Set(events.map(({ data }) => data.message.id));
    return replies.some(({ root }) => posted.has(root)) ? null : [...toParts(events), countReplies(replies)];
  },
  apply(tx, events) {
    const replies = toReplies(events);
    const parts = [...toParts(events), ...(replies.length > 0 ? [countReplies(replies)] : [])];
    return parts.map((one) => statement(tx, one));
  },
};

function toReplies(events: LoggedEvent<'message.posted'>[]) {
  return events.flatMap(({ data: { message }, at, seq }) =>
    message.threadRoot ? [{ root: message.threadRoot, author: message.author, at, seq }] : [],
  );
}

function toParts(events: LoggedEvent<'message.posted'>[]) {
  const mentions = events.flatMap(toMentions);
  return [
    insertMessages(events.map(toRow)),
    advanceChannels(events.map(toAdvance)),
    ...(mentions.length > 0 ? [insertMentions(mentions)] : []),
  ];
}

/** What came from elsewhere, and what the channel tells by itself, addresses nobody. */
function toMentions({ seq, at, backfill, data: { message } }: LoggedEvent<'message.posted'>) {
  if (backfill || message.system) return [];
  return addressees(message, message.channel).map((target) => ({ message: message.id, target, at, seq }));
}

function toRow({ stream, seq, at, backfill, data: { message } }: LoggedEvent<'message.posted'>) {
  return {
    id: message.id,
    workspace: stream,
    channel: message.channel,
    author: message.author,
    clientId: message.clientId,
    text: message.text,
    at,
    threadRoot: message.threadRoot ?? null,
    inChannel: message.inChannel ? 1 : 0,
    reached: message.reached ? JSON.stringify(message.reached) : null,
    system: message.system ? JSON.stringify(message.system) : null,
    files: message.files ? JSON.stringify(message.files) : null,
    quote: message.quote ? JSON.stringify(message.quote) : null,
    backfill: backfill ? 1 : 0,
    seq,
  };
}

function toAdvance({ at, data: { message } }: LoggedEvent<'message.posted'>) {
  return { channel: message.channel, at, messageAt: message.threadRoot && !message.inChannel ? null : at };
}

export const messageEdited: Projection<'message.edited'> = {
  type: 'message.edited',
  order: 60,
  apply: (tx, events) => [
    updateTexts(
      tx,
      events.map(({ seq, at, data: { message } }) => ({
        id: message.id,
        text: message.text,
        reached: message.reached ? JSON.stringify(message.reached) : null,
        at,
        seq,
      })),
    ),
    ...readdressMentions(
      tx,
      events
        .filter(({ backfill }) => !backfill)
        .map(({ data: { message } }) => ({ id: message.id, targets: addressees(message, message.channel) })),
    ),
  ],
};

export const messageDeleted: Projection<'message.deleted'> = {
  type: 'message.deleted',
  // After the reactions: one that came just before may share its batch.
  order: 85,
  apply: (tx, events) => [
    ...deleteMessages(
      tx,
      events.map(({ stream, seq, at, data }) => ({ id: data.message, at, seq, stream, root: data.threadRoot ?? null })),
    ),
    dropMentions(
      tx,
      events.map(({ data }) => data.message),
    ),
  ],
};

/** A message is `live` or `deleted`. */
export const messageState: GuardReader = { kind: 'message', fromStreams: true, read: messageStates };

/** The thread under a message is `open` or `gone`. */
export const threadState: GuardReader = { kind: 'thread', fromStreams: true, read: threadStates };
