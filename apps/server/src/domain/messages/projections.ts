import type { MessageEdit } from '@roost/protocol/entities';
import { fromIso } from '@roost/protocol/time';
import type { GuardReader, LoggedEvent, Projection } from '../../log/item.ts';
import { statement } from '../../storage/part.ts';
import { addressees, mentionedSince } from '@roost/protocol/text';
import { toAsked } from '../polls/entity.ts';
import { dropMentions, insertMentions, readdressMentions } from '../activity/mentions.ts';
import {
  advanceChannels,
  countReplies,
  deleteMessages,
  insertMessages,
  messageStates,
  textStates,
  threadStates,
  updateTexts,
  type PostedRow,
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

function toRow({ stream, seq, at, backfill, data: { message } }: LoggedEvent<'message.posted'>): PostedRow {
  return {
    id: message.id,
    workspace: stream,
    channel: message.channel,
    author: message.author,
    clientId: message.clientId,
    text: message.text,
    at,
    seq,
    more: isPlain(message) && !backfill ? null : moreOf(message, backfill),
  };
}

type Posted = LoggedEvent<'message.posted'>['data']['message'];

/** Whether there is nothing to it but who said what where. */
function isPlain(message: Posted): boolean {
  const { threadRoot, inChannel, thirdPerson, reached, system } = message;
  const { files, quote, poll, priority, acknowledged } = message;
  if (threadRoot || inChannel || thirdPerson || reached || system) return false;
  return !(files || quote || poll || priority || acknowledged);
}

function moreOf(message: Posted, backfill: boolean): PostedRow['more'] {
  return {
    threadRoot: message.threadRoot ?? null,
    inChannel: message.inChannel ?? false,
    thirdPerson: message.thirdPerson ?? false,
    reached: jsonOf(message.reached),
    system: jsonOf(message.system),
    files: jsonOf(message.files),
    quote: jsonOf(message.quote),
    poll: message.poll ? JSON.stringify(toAsked(message.poll)) : null,
    priority: message.priority ?? null,
    asks: message.acknowledged !== undefined,
    backfill,
  };
}

function jsonOf(value: object | undefined): string | null {
  return value ? JSON.stringify(value) : null;
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
        mentioned: message.mentioned ? JSON.stringify(message.mentioned) : null,
        mentionedAt: lastMentionAt(message),
        at,
        seq,
      })),
    ),
    ...readdressMentions(
      tx,
      events
        .filter(({ backfill }) => !backfill)
        .map(({ data: { message } }) => ({ id: message.id, targets: addressedSince(message) })),
    ),
  ],
};

function lastMentionAt({ createdAt, mentioned }: MessageEdit): number | null {
  const last = mentioned?.at(-1);
  return last && last.at > createdAt ? fromIso(last.at) : null;
}

/** Whom a text addresses, and since when: those whom it names one by one, the others at each instant that brought some of them. */
function addressedSince(message: MessageEdit): { target: string; at: number }[] {
  const instants = [...new Set([message.createdAt, ...(message.mentioned ?? []).map(({ at }) => at)])];
  return addressees(message, message.channel).flatMap((target) => {
    const since = target === message.channel ? instants : [mentionedSince(message, target)];
    return since.map((at) => ({ target, at: fromIso(at) ?? 0 }));
  });
}

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

/** Which text a message has, by the event that said it. */
export const textState: GuardReader = { kind: 'text', fromStreams: true, read: textStates };

/** The thread under a message is `open` or `gone`. */
export const threadState: GuardReader = { kind: 'thread', fromStreams: true, read: threadStates };
