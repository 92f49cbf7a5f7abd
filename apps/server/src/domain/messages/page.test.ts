import { expect, test } from 'vitest';
import type { MessageRow } from './entity.ts';
import { fitting } from './page.ts';

const nothing = { text: 'x', files: null, reached: null, mentioned: null, ballots: null, acknowledged: null };
const users = Array.from({ length: 1_000 }, (_, at) => `U${String(at).padStart(16, '0')}`);
const kept = (more: Partial<MessageRow>) =>
  fitting(Array.from({ length: 200 }, () => ({ ...nothing, ...more }) as MessageRow));

test('messages of a few words all have room in a page', () => expect(kept({})).toBe(200));

test.each<[string, Partial<MessageRow>]>([
  ['many voted by name', { ballots: { voters: 1_000, options: [{ option: 0, count: 1_000, users }] } }],
  ['many acknowledged', { acknowledged: users }],
  ['reached many', { reached: [{ by: 'here', users }] }],
  ['mentioned many', { mentioned: [{ at: '2026-11-21T09:31:00.000000Z', users }] }],
])('a page holds fewer messages that %s', (_, more) => expect(kept(more)).toBeLessThan(20));
