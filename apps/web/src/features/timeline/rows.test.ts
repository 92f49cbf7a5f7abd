import type { Message } from '@roost/protocol/entities';
import { describe, expect, test } from 'vitest';
import type { PendingMessage } from '../../message/pending.ts';
import { toRows } from './rows.ts';

const me = 'U0000000000000001';
const ada = 'U0000000000000002';
const start = Date.UTC(2026, 10, 21, 12, 0, 0);
const iso = (minutes: number) => new Date(start + minutes * 60_000).toISOString().replace('Z', '000Z');
let serial = 0;

function message(author: string, minutes: number, more: Partial<Message> = {}): Message {
  serial += 1;
  const id = `M${String(serial).padStart(16, '0')}`;
  return {
    id,
    rev: serial,
    channel: 'C0000000000000001',
    author,
    clientId: `c${serial}`,
    text: 'hi',
    createdAt: iso(minutes),
    reactions: [],
    ...more,
  };
}

const input = { pending: [] as PendingMessage[], self: me, newAfter: null, hasMoreBefore: false };

describe('rows of a timeline', () => {
  test('messages of one author within five minutes are one group', () => {
    const rows = toRows({ ...input, messages: [message(ada, 0), message(ada, 4), message(ada, 10), message(me, 11)] });
    expect(rows.map((row) => row.type === 'message' && row.grouped)).toEqual([false, true, false, false]);
  });

  test('[M18] what is said in the third person begins with its author’s name, and so does what follows it', () => {
    const waves = message(ada, 1, { thirdPerson: true });
    const rows = toRows({ ...input, messages: [message(ada, 0), waves, message(ada, 2), message(ada, 3)] });
    expect(rows.map((row) => row.type === 'message' && row.grouped)).toEqual([false, false, false, true]);
  });

  test('a new day begins with a divider and breaks the group', () => {
    const rows = toRows({ ...input, messages: [message(ada, 0), message(ada, 48 * 60)] });
    expect(rows[0]!.day).toBeDefined();
    expect(rows[1]!.day).toBeDefined();
    expect(rows[1]!.type === 'message' && rows[1]!.grouped).toBe(false);
  });

  test('the New line stands above the first message of somebody else after the read position', () => {
    const rows = toRows({
      ...input,
      newAfter: iso(1),
      messages: [message(ada, 1), message(me, 2), message(ada, 3), message(ada, 4)],
    });
    expect(rows.map((row) => row.isNew ?? false)).toEqual([false, false, true, false]);
  });

  test('three joins in a row are told in one line, two are not', () => {
    const joined = (minutes: number) => message(ada, minutes, { system: { type: 'joined' } });
    const two = toRows({ ...input, messages: [joined(0), joined(1)] });
    expect(two.map((row) => row.type)).toEqual(['system', 'system']);
    const four = toRows({ ...input, messages: [joined(0), joined(1), joined(2), joined(3), message(ada, 4)] });
    expect(four.map((row) => row.type)).toEqual(['joins', 'message']);
    expect(four[0]!.type === 'joins' && four[0]!.messages.length).toBe(4);
  });

  test('a pending message keeps its key when it is confirmed and is never shown twice', () => {
    const confirmed = message(me, 0);
    const pending: PendingMessage = { clientId: confirmed.clientId, text: 'hi', queuedAt: start, state: 'sending' };
    const before = toRows({ ...input, messages: [], pending: [pending] });
    const after = toRows({ ...input, messages: [confirmed], pending: [pending] });
    expect(before.map((row) => row.key)).toEqual(after.map((row) => row.key));
  });

  test('a deleted message vanishes unless it has replies', () => {
    const gone = message(ada, 0, { deletedAt: iso(1), text: '' });
    const kept = message(ada, 1, { deletedAt: iso(2), text: '', replyCount: 2 });
    expect(toRows({ ...input, messages: [gone, kept] }).map((row) => row.key)).toEqual([kept.clientId]);
  });

  test('one’s own mention does not tint the row, somebody else’s does', () => {
    const rows = toRows({
      ...input,
      messages: [message(ada, 0, { text: `hey <@${me}>` }), message(me, 1, { text: `<@${me}>` })],
    });
    expect(rows.map((row) => row.type === 'message' && row.mentionsMe)).toEqual([true, false]);
  });
});
