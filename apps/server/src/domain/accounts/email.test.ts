import { expect, test } from 'vitest';
import { normalEmail } from './email.ts';

test.each([
  ['Maya@Harbor.Test', 'maya@harbor.test'],
  ['  maya@harbor.test\t', 'maya@harbor.test'],
  ['ｍａｙａ@harbor.test', 'maya@harbor.test'],
])('%j is %s', (typed, email) => {
  expect(normalEmail(typed)).toBe(email);
});

test.each([
  'maya',
  'a@b@c',
  'maya＠@harbor.test',
  'maya @harbor.test',
  '<maya@harbor.test>',
  'maya\u0000@harbor.test',
  'maya\u001b[2J@harbor.test',
  'maya\u202e@harbor.test',
  'ma\u200bya@harbor.test',
  `${'x'.repeat(250)}@b.test`,
])('%j is no address', (typed) => {
  expect(() => normalEmail(typed)).toThrow(expect.objectContaining({ code: 'invalid', field: 'args.email' }));
});
