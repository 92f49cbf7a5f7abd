import type { ChannelPlace } from '@roost/client/types';
import type { Channel, User } from '@roost/protocol/entities';
import { describe, expect, it } from 'vitest';
import { choicesFor, type Choices, type Conversation, type Known } from './choices.ts';

const channel = (name: string, more: Partial<Conversation> & { kind?: Channel['kind']; archived?: boolean } = {}) => {
  const { kind = 'public', archived, ...rest } = more;
  return {
    channel: { id: name, kind, name, ...(archived && { archivedAt: '2026' }) } as Channel,
    name,
    membership: { lastMessageAt: '2026-01-01' } as ChannelPlace,
    isUnread: false,
    mentions: 0,
    ...rest,
  };
};
const direct = (users: string[], at: string): Conversation => ({
  channel: { id: `D-${users.join()}`, kind: 'direct', users } as Channel,
  name: users.slice(1).join(', '),
  membership: { lastMessageAt: at } as ChannelPlace,
  isUnread: false,
  mentions: 0,
});
const person = (name: string, more: Partial<User> = {}) =>
  ({ id: name, name, handle: name.toLowerCase().replace(' ', '.'), ...more }) as User;
const action = (label: string) => ({ id: label, label, icon: null, act: () => {} });

const known: Known = {
  conversations: [
    channel('release-train', { membership: { lastMessageAt: '2026-03-01' } as ChannelPlace }),
    channel('research', { isUnread: true, membership: { lastMessageAt: '2026-02-01' } as ChannelPlace }),
    channel('general', { mentions: 1, isUnread: true }),
    channel('retired', { archived: true }),
    channel('recruiting', { membership: undefined }),
    direct(['me', 'Tomás Rivera'], '2026-04-01'),
    direct(['me', 'Ren', 'Rosa'], '2026-01-02'),
  ],
  people: [person('Tomás Rivera'), person('Ren'), person('Rosa Remy', { left: true }), person('Ade')],
  actions: [action('Invite people'), action('Create a channel'), action('Reset the view')],
};
const names = ({ places }: Choices) => places.map((one) => one.key);

describe('the switcher offers', () => {
  it('what is unread and then what is recent while nothing is typed', () => {
    const offered = choicesFor('', known);
    expect(names(offered).slice(0, 4)).toEqual(['general', 'research', 'D-me,Tomás Rivera', 'release-train']);
    expect(names(offered)).not.toContain('retired');
    expect(names(offered)).not.toContain('recruiting');
    expect(offered.actions).toEqual([]);
  });

  it('what begins so first, the latest first, then what one is not in, then what is over', () => {
    expect(names(choicesFor('re', known))).toEqual([
      'release-train',
      'research',
      'D-me,Ren,Rosa',
      'Ren',
      'recruiting',
      'retired',
      'Tomás Rivera',
    ]);
  });

  it('a person once, though there is a conversation with them', () => {
    expect(names(choicesFor('rivera', known))).toEqual(['Tomás Rivera']);
  });

  it('nobody who has left', () => {
    expect(names(choicesFor('remy', known))).toEqual([]);
  });

  it('channels after #, people after @, actions after >', () => {
    expect(names(choicesFor('#re', known))).toEqual(['release-train', 'research', 'recruiting', 'retired']);
    expect(names(choicesFor('@re', known))).toEqual(['D-me,Ren,Rosa', 'Ren', 'Tomás Rivera']);
    const after = choicesFor('>', known);
    expect(after.places).toEqual([]);
    expect(after.actions).toHaveLength(3);
    expect(choicesFor('#re', known).actions).toEqual([]);
  });

  it('actions by their words', () => {
    expect(choicesFor('chan', known).actions.map(({ key }) => key)).toEqual(['Create a channel']);
  });
});
