import type { File, Message, MessageEdit, Quote, Reached, Reaction, SystemNote } from '@roost/protocol/entities';
import type { Mentioned } from '@roost/protocol/mentioned';
import type { Priority } from '@roost/protocol/priority';
import { toPoll, type Asked, type Ballots } from '../polls/entity.ts';
import { toIso } from '@roost/protocol/time';

/** A row of `message`, as `messageColumns` selects it. */
export interface MessageRow {
  id: string;
  workspace: string;
  channel: string;
  author: string;
  clientId: string;
  text: string;
  reached: Reached[] | null;
  mentioned: Mentioned | null;
  createdAt: number;
  editedAt: number | null;
  deletedAt: number | null;
  threadRoot: string | null;
  inChannel: boolean;
  thirdPerson: boolean;
  replyCount: number;
  lastReplyAt: number | null;
  replyUsers: string[];
  system: SystemNote | null;
  files: File[] | null;
  pinnedBy: string | null;
  pinnedAt: number | null;
  quote: Quote | null;
  backfill: boolean;
  /** The event that holds its text. */
  textSeq: number;
  poll: Asked | null;
  priority: Priority | null;
  acknowledged: string[] | null;
  ballots: Ballots | null;
  rev: number;
}

/** The message as everybody sees it. */
export function toMessage(row: MessageRow, reactions: Reaction[]): Message {
  const replied = row.replyCount > 0;
  return {
    ...toMessageEdit(row),
    ...(row.thirdPerson && { thirdPerson: true as const }),
    ...(row.deletedAt !== null && { deletedAt: toIso(row.deletedAt) }),
    ...(replied && { replyCount: row.replyCount, replyUsers: row.replyUsers }),
    ...(replied && row.lastReplyAt !== null && { lastReplyAt: toIso(row.lastReplyAt) }),
    reactions,
    ...(row.files && row.files.length > 0 && { files: row.files }),
    ...(row.system && { system: row.system }),
    ...(row.pinnedBy !== null && row.pinnedAt !== null && { pinned: { by: row.pinnedBy, at: toIso(row.pinnedAt) } }),
    ...(row.quote && { quote: row.quote }),
    ...(row.poll && { poll: toPoll(row.poll, row.ballots) }),
    ...(row.priority && { priority: row.priority }),
    ...(row.acknowledged && { acknowledged: row.acknowledged }),
  };
}

/** The part of it that an edit concerns. */
export function toMessageEdit(row: MessageRow): MessageEdit {
  return {
    id: row.id,
    rev: row.rev,
    channel: row.channel,
    author: row.author,
    clientId: row.clientId,
    text: row.text,
    ...(row.reached && { reached: row.reached }),
    ...(row.mentioned && { mentioned: row.mentioned }),
    createdAt: toIso(row.createdAt),
    ...(row.editedAt !== null && { editedAt: toIso(row.editedAt) }),
    ...(row.threadRoot !== null && { threadRoot: row.threadRoot }),
    ...(row.inChannel && { inChannel: true as const }),
  };
}
