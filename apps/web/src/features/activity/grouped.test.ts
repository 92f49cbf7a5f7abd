import type { Activity } from '@roost/protocol/entities';
import { expect, test } from 'vitest';
import { grouped } from './grouped.ts';

const reaction = (message: string, by: string) =>
  ({ kind: 'reaction', message: { id: message }, by, at: by, emoji: '👍' }) as Activity;
const mention = (message: string) => ({ kind: 'mention', message: { id: message }, by: 'U', at: '' }) as Activity;
const rows = (entries: Activity[]) =>
  grouped(entries).map((group) => group.entries.map(({ message, by }) => message.id + by));

test('reactions to one message that came one after the other are one row', () => {
  expect(rows([reaction('a', '3'), reaction('a', '2'), reaction('b', '1')])).toEqual([['a3', 'a2'], ['b1']]);
});

test('what came between keeps them apart, so that the order stays true', () => {
  expect(rows([reaction('a', '3'), mention('m'), reaction('a', '1')])).toEqual([['a3'], ['mU'], ['a1']]);
});

test('a message that one wrote oneself and that mentions nobody is no other row’s reaction', () => {
  expect(rows([mention('a'), reaction('a', '1')])).toEqual([['aU'], ['a1']]);
});
