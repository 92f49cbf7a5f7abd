import { expect, test } from 'vitest';
import { handleFor } from './handles.ts';

const free = () => false;

test.each([
  ['Sofia Berg', 'sofia.berg'],
  ['Inès Laurent', 'ines.laurent'],
  ['  O’Neil, Jr. ', 'o.neil.jr'],
  ['李 明', '李.明'],
  ['👋', 'user'],
])('%s is called %s', (name, handle) => expect(handleFor(name, free)).toBe(handle));

test('a handle that is taken gets the next free number', () => {
  const taken = new Set(['ada', 'ada2']);
  expect(handleFor('Ada', (handle) => taken.has(handle))).toBe('ada3');
});

test('a long name leaves room for the number', () => {
  const handle = handleFor('x'.repeat(80), (taken) => !taken.endsWith('2'));
  expect(handle).toBe(`${'x'.repeat(31)}2`);
});

test('a long name is not cut in the middle of a character', () => {
  for (const before of ['', 'a', 'ab']) {
    const handle = handleFor(`${before}${'𠀀'.repeat(30)}`, (taken) => !taken.endsWith('12'));
    expect(handle.isWellFormed()).toBe(true);
    expect(handle.length).toBeLessThanOrEqual(32);
  }
});
