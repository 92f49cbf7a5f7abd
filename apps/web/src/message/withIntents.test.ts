import type { Intent, OutboxEntry, OutboxState } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import { describe, expect, it } from 'vitest';
import { editIn, withIntents } from './withIntents.ts';

const id = 'M0000000000000001';
const message: Message = {
  id,
  rev: 1,
  channel: 'C0000000000000001',
  author: 'sofia',
  clientId: 'c1',
  text: 'Ship it',
  createdAt: '2026-11-21T09:31:00.000000Z',
  reactions: [{ emoji: '👍', users: ['ade'] }],
};
const waiting: OutboxState = { type: 'waiting', attempt: 0, notBefore: 0 };
const refused: OutboxState = { type: 'failed', reason: { code: 'archived', detail: '', retryable: false } };
const entry = (intent: Intent, state: OutboxState = waiting): OutboxEntry =>
  ({ key: 'k', lane: `message/${id}`, queuedAt: 0, state, ...intent }) as OutboxEntry;
const react = (name: 'reaction.add' | 'reaction.remove', emoji: string, state?: OutboxState) =>
  entry({ name, args: { message: id, emoji } }, state);
const edit = (text: string, state?: OutboxState) => entry({ name: 'message.edit', args: { message: id, text } }, state);
const reactionsWith = (...intents: OutboxEntry[]) => withIntents(message, intents, 'sofia').reactions;

describe('a message that one has changed oneself', () => {
  it('is pinned and unpinned at once, and as it was when that is refused', () => {
    const pin = (name: 'message.pin' | 'message.unpin', state?: OutboxState) =>
      entry({ name, args: { message: id } }, state);
    expect(withIntents(message, [pin('message.pin')], 'sofia').pinned).toMatchObject({ by: 'sofia' });
    expect(withIntents(message, [pin('message.pin'), pin('message.unpin')], 'sofia').pinned).toBeUndefined();
    expect(withIntents(message, [pin('message.pin', refused)], 'sofia')).toBe(message);
    const pinned = { ...message, pinned: { by: 'ade', at: message.createdAt } };
    expect(withIntents(pinned, [pin('message.pin')], 'sofia')).toBe(pinned);
  });

  it('is the same object as long as nothing is on its way', () => {
    expect(withIntents(message, [], 'sofia')).toBe(message);
  });

  it('shows a reaction at once, and takes it back at once', () => {
    expect(reactionsWith(react('reaction.add', '👍'))).toEqual([{ emoji: '👍', users: ['ade', 'sofia'] }]);
    expect(reactionsWith(react('reaction.add', '🎉')).at(-1)).toEqual({ emoji: '🎉', users: ['sofia'] });
    expect(reactionsWith(react('reaction.add', '🎉'), react('reaction.remove', '🎉'))).toEqual(message.reactions);
    expect(reactionsWith(react('reaction.add', '👍'), react('reaction.add', '👍'))[0]!.users).toHaveLength(2);
  });

  it('does not show a reaction that was refused', () => {
    expect(reactionsWith(react('reaction.add', '🎉', refused))).toEqual(message.reactions);
  });

  it('shows the newest text, also one that was refused', () => {
    const intents = [edit('Ship'), edit('Ship it now', refused)];
    expect(withIntents(message, intents, 'sofia').text).toBe('Ship it now');
    expect(editIn(intents)).toBe(intents[1]);
  });
});
