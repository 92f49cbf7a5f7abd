import { eventTypes } from '@roost/protocol/events';
import { operations } from '@roost/protocol/registry';
import { expect, test } from 'vitest';
import { identityGuards, identityProjections, identityVerbs } from './accounts/registrations.ts';
import { guards, projections, verbs } from './registrations.ts';

const sorted = (names: string[]) => [...names].sort((a, b) => (a < b ? -1 : 1));

test('[O1] every operation of the language is implemented exactly once', () => {
  const implemented = [...verbs, ...identityVerbs({} as never)].map(({ name }) => name);
  expect(sorted(implemented)).toEqual(sorted(Object.keys(operations)));
});

test('every event of the chat becomes rows, in an order of its own', () => {
  const all = [...projections, ...identityProjections];
  const chat = Object.keys(eventTypes).filter((type) => !type.startsWith('login.'));
  expect(sorted(all.map(({ type }) => type))).toEqual(sorted(chat));
  expect(new Set(all.map(({ order }) => order)).size).toBe(all.length);
});

test('guards of different nouns do not share a kind', () => {
  const kinds = [...guards, ...identityGuards].map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
});
