import type { WorkspaceState } from '@roost/client/types';
import type { Event } from '@roost/protocol/events';
import { usualPreference } from '@roost/protocol/sidebar';
import { channelMention, mentionOf } from '@roost/protocol/text';
import { describe, expect, test } from 'vitest';
import { tidingOf } from './notifying.ts';

const self = 'U01JD3ZK5Q8XG7TRA';
const other = 'U01JD3ZK5Q8XG7TRB';
const [channel, direct] = ['C01JD3ZK5Q8XG7TRC', 'D01JD3ZK5Q8XG7TRD'];
const instant = (n: number) => `2026-11-21T10:00:00.${String(n).padStart(6, '0')}Z`;
const place = { readAt: instant(5) };
const state = {
  self: { id: self },
  memberships: new Map([channel, direct].map((id) => [id, place])),
  threadPlaces: new Map([['M-followed', { place: { follow: 'replied', readAt: instant(5) } }]]),
} as unknown as WorkspaceState;

const posted = (message: object): Event =>
  ({
    ...{ seq: 9, v: 1, at: instant(9), actor: other, type: 'message.posted' },
    data: {
      message: { id: 'M', channel, author: other, text: 'hello', createdAt: instant(9), reactions: [], ...message },
    },
  }) as unknown as Event;
const edited = (message: object): Event => ({ ...posted(message), type: 'message.edited' }) as Event;
const anew = (n: number) => ({ mentioned: [{ at: instant(n), users: [self] }] });
const kept = (change: object) => ({ ...usualPreference(channel), ...change });

describe('[R3] worth a notification is', () => {
  test.each([
    ['a direct message', posted({ channel: direct }), true],
    ['a mention', posted({ text: mentionOf(self) }), true],
    ['a mention of everybody', posted({ text: channelMention }), true],
    ['a reply in a followed thread', posted({ threadRoot: 'M-followed' }), true],
    ['a mention in any thread', posted({ threadRoot: 'M-other', text: mentionOf(self) }), true],
    [
      'an edit that mentions one anew',
      edited({ text: mentionOf(self), editedAt: instant(9), mentioned: [{ at: instant(9), users: [self] }] }),
      true,
    ],
    [
      'no other edit',
      edited({ text: mentionOf(self), editedAt: instant(9), mentioned: [{ at: instant(7), users: [self] }] }),
      false,
    ],
    ['no message to a channel', posted({}), false],
    ['no reply in another thread', posted({ threadRoot: 'M-other' }), false],
    ['nothing of one’s own', posted({ channel: direct, author: self }), false],
    ['no note of the channel', posted({ channel: direct, system: { type: 'joined' } }), false],
    ['nothing that one has read', posted({ channel: direct, createdAt: instant(4) }), false],
    ['no reply that one has read', posted({ threadRoot: 'M-followed', createdAt: instant(5) }), false],
    [
      'a mention of now in a message read before',
      edited({ text: mentionOf(self), createdAt: instant(4), editedAt: instant(9), ...anew(9) }),
      true,
    ],
    [
      'no mention of before in a thread read since',
      edited({ threadRoot: 'M-followed', text: mentionOf(self), editedAt: instant(4), ...anew(4) }),
      false,
    ],
    ['nothing of where one is not', posted({ channel: 'C-other', text: mentionOf(self) }), false],
  ])('%s', (_name, event, isWorth) => {
    expect(tidingOf(state, event) !== null).toBe(isWorth);
  });

  test('every message where one wants all, and nothing where it is muted', () => {
    expect(tidingOf(state, posted({}), kept({ level: 'all' }))).toMatchObject({ thread: null });
    expect(tidingOf(state, posted({ text: mentionOf(self) }), kept({ muted: true }))).toBeNull();
  });

  test('read in its thread, or in the channel when it stands there, too', () => {
    const reply = { threadRoot: 'M-followed' };
    expect(tidingOf(state, posted(reply))?.thread).toBe('M-followed');
    expect(tidingOf(state, posted({ ...reply, inChannel: true, text: mentionOf(self) }))?.thread).toBeNull();
  });
});
