import { expect, test } from 'vitest';
import { argsHash, postHash } from './argsHash.ts';

test('equal arguments hash alike in any order of their fields', () => {
  expect(argsHash('a.b', { x: 1, y: [1, { p: null, q: 'z' }] })).toBe(
    argsHash('a.b', { y: [1, { q: 'z', p: null }], x: 1 }),
  );
});

test('an absent field is the same as an undefined one', () => {
  expect(argsHash('a.b', { x: 1, y: undefined })).toBe(argsHash('a.b', { x: 1 }));
});

test.each([
  [{ x: 1 }, { x: '1' }],
  [{ x: ['a', 'b'] }, { x: ['b', 'a'] }],
  [{ x: 'a","y":"b' }, { x: 'a', y: 'b' }],
])('%j and %j differ', (one, other) => expect(argsHash('a.b', one)).not.toBe(argsHash('a.b', other)));

test('names differ', () => expect(argsHash('a.b', {})).not.toBe(argsHash('a.c', {})));

test('[O5] what one says of oneself is another message', () => {
  const post = { channel: 'C1', text: 'waves' };
  expect(postHash({ ...post, thirdPerson: true })).not.toBe(postHash(post));
});
