import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromCursor, toCursor } from './cursor.ts';
import { isId, newId } from './ids.ts';
import { mentions } from './text.ts';
import { fromIso, toIso } from './time.ts';

test('[I1] an id says its kind, sorts by time and is recognised', () => {
  const early = newId('channel', 1_700_000_000_000, () => 0xffffffff);
  const late = newId('channel', 1_700_000_000_001, () => 0);
  expect(early < late).toBe(true);
  expect(isId(early, 'channel', 'direct')).toBe(true);
  expect(isId(early, 'user')).toBe(false);
  expect(isId('C01JD3ZK5Q8XG7TR', 'channel')).toBe(false);
});

test('[I2] times keep their microseconds and their strings sort as they do', () => {
  fc.assert(
    fc.property(fc.nat(4e15), fc.nat(4e15), (a, b) => {
      expect(fromIso(toIso(a))).toBe(a);
      expect(toIso(a) < toIso(b)).toBe(a < b);
    }),
  );
  expect(fromIso('2026-13-40T99:00:00.000000Z')).toBeNull();
  expect(fromIso('yesterday')).toBeNull();
});

test('a cursor survives the round trip and nothing else is one', () => {
  expect(fromCursor(toCursor({ epoch: 'e1', seq: 42 }))).toEqual({ epoch: 'e1', seq: 42 });
  for (const bad of ['', '42', 'e1.', 'e1.-1', 'e1.1e9', 'E1.1', 'e1.01', 'e1.99999999999999999']) {
    expect(fromCursor(bad)).toBeNull();
  }
});

test('a text mentions the people and the channel that stand in it', () => {
  expect(mentions({ text: 'hi <@U01JD3ZK5Q8XG7TRN>' }, 'U01JD3ZK5Q8XG7TRN')).toBe(true);
  expect(mentions({ text: 'hi <!channel>' }, 'U01JD3ZK5Q8XG7TRN')).toBe(true);
  const here = { text: 'hi <!here>', reached: [{ by: 'here' as const, users: ['U01JD3ZK5Q8XG7TRN'] }] };
  expect(mentions(here, 'U01JD3ZK5Q8XG7TRN')).toBe(true);
  expect(mentions(here, 'U01JD3ZK5Q8XG7TRQ')).toBe(false);
  expect(mentions({ text: 'hi @ada' }, 'U01JD3ZK5Q8XG7TRN')).toBe(false);
});
