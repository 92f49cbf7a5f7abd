import type { Message } from '@roost/protocol/entities';
import { mentions } from '@roost/protocol/text';
import type { PendingMessage } from '../../message/pending.ts';

// Turns a window of messages and what still waits in the outbox into the rows of the list. Pure, so that every rule of how a
// timeline reads (groups, days, the New line, collapsed joins) is testable without a browser.

/** Messages of one author within this time are one group: only the first shows name and picture. */
const groupWithinMs = 5 * 60_000;
/** From this many on, neighbouring joins are told in one line. */
const collapseJoinsFrom = 3;

interface Divided {
  /** Shared by the pending and the confirmed row, so that an acknowledgement moves nothing. */
  key: string;
  /** The local day (`2026-11-21`) that begins with this row. */
  day?: string;
  /** The New line stands above this row. */
  isNew?: boolean;
}

export type Row =
  | (Divided & { type: 'message'; message: Message; grouped: boolean; mentionsMe: boolean })
  | (Divided & { type: 'pending'; pending: PendingMessage; grouped: boolean })
  | (Divided & { type: 'system'; message: Message })
  | (Divided & { type: 'joins'; messages: Message[] });

export interface RowInput {
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  self: string;
  /** Messages newer than this are below the New line; null: no line. */
  newAfter: string | null;
  /** The first loaded row begins a day only when nothing older exists or a day really changes there. */
  hasMoreBefore: boolean;
}

/** The rows of a timeline, oldest first. */
export function toRows({ messages, pending, self, newAfter, hasMoreBefore }: RowInput): Row[] {
  const rows: Row[] = [];
  let previous: Message | undefined;
  let lineDrawn = newAfter === null;
  for (const message of messages) {
    if (message.deletedAt && !message.replyCount) continue;
    const at = Date.parse(message.createdAt);
    const day = localDay(at);
    const divided: Divided = { key: message.clientId };
    if (previous ? day !== localDay(Date.parse(previous.createdAt)) : !hasMoreBefore || rows.length === 0)
      divided.day = day;
    if (!lineDrawn && message.createdAt > newAfter! && message.author !== self && !message.system) {
      divided.isNew = true;
      lineDrawn = true;
    }
    if (message.system) addSystem(rows, message, divided);
    else {
      const grouped = !divided.day && !divided.isNew && continues(previous, message, at);
      rows.push({
        type: 'message',
        ...divided,
        message,
        grouped,
        mentionsMe: message.author !== self && mentions(message, self),
      });
    }
    previous = message;
  }
  addPending(rows, pending, previous, self);
  return rows;
}

function addSystem(rows: Row[], message: Message, divided: Divided): void {
  const last = rows.at(-1);
  const joins = message.system?.type === 'joined' && !divided.day && !divided.isNew;
  if (joins && last?.type === 'joins') {
    rows[rows.length - 1] = { ...last, messages: [...last.messages, message] };
    return;
  }
  const before = rows.slice(-(collapseJoinsFrom - 1));
  const run = before.filter((row) => row.type === 'system' && row.message.system?.type === 'joined');
  const unbroken = run.length === collapseJoinsFrom - 1 && run.slice(1).every((row) => !row.day && !row.isNew);
  if (joins && unbroken) {
    const first = rows[rows.length - run.length]!;
    rows.length -= run.length;
    const messages = run.map((row) => (row as Extract<Row, { type: 'system' }>).message);
    rows.push({ ...pickDivided(first), type: 'joins', messages: [...messages, message] });
    return;
  }
  rows.push({ type: 'system', ...divided, message });
}

function pickDivided(row: Row): Divided {
  return { key: row.key, ...(row.day !== undefined && { day: row.day }), ...(row.isNew && { isNew: true }) };
}

function addPending(rows: Row[], pending: readonly PendingMessage[], last: Message | undefined, self: string): void {
  const confirmed = new Set(rows.map((row) => row.key));
  let lastAt = last && last.author === self && !last.system && !last.thirdPerson ? Date.parse(last.createdAt) : null;
  let lastDay = last ? localDay(Date.parse(last.createdAt)) : null;
  for (const one of pending) {
    if (confirmed.has(one.clientId)) continue;
    const day = localDay(one.queuedAt);
    const newDay = day !== lastDay && (lastDay === null || day > lastDay);
    const grouped = !newDay && !one.thirdPerson && lastAt !== null && one.queuedAt - lastAt < groupWithinMs;
    rows.push({ type: 'pending', key: one.clientId, ...(newDay && { day }), pending: one, grouped });
    lastAt = one.thirdPerson ? null : one.queuedAt;
    lastDay = newDay ? day : lastDay;
  }
}

function continues(previous: Message | undefined, message: Message, at: number): boolean {
  if (!previous || previous.system || previous.deletedAt || message.deletedAt) return false;
  if (previous.thirdPerson || message.thirdPerson) return false;
  return previous.author === message.author && at - Date.parse(previous.createdAt) < groupWithinMs;
}

/** The day of an instant on this device's calendar, as `2026-11-21`. */
export function localDay(millis: number): string {
  const date = new Date(millis);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
