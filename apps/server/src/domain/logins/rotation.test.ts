import { describe, expect, test } from 'vitest';
import { IDLE_MS, PENDING_MS, presentedTo, type RotatingLogin } from './rotation.ts';

const now = 1_000_000_000_000;
const login = (more: Partial<RotatingLogin> = {}): RotatingLogin => ({
  generation: 5,
  usedAtMs: now,
  lastSeenAtMs: now,
  ended: false,
  ...more,
});

describe('presenting a refresh token', () => {
  test('[A2] the newest one moves the login on', () => {
    expect(presentedTo(login(), 6, now)).toEqual({ type: 'first' });
  });

  test('[A2] the one used last, whose successor nobody used: the same again, however late', () => {
    expect(presentedTo(login(), 5, now + IDLE_MS)).toEqual({ type: 'again' });
  });

  test.each([
    [4, 0, 'pending'],
    [4, PENDING_MS - 1, 'pending'],
    [4, PENDING_MS, 'reused'],
    [3, PENDING_MS - 1, 'pending'],
    [1, PENDING_MS - 1, 'pending'],
    [0, 0, 'reused'],
  ] as const)('[A3] number %i when number 5 was first used %i ms ago is %s', (generation, ago, type) => {
    expect(presentedTo(login(), generation, now + ago)).toEqual({ type });
  });

  test('[A3] a thief who refreshes every few seconds is noticed by the owner’s next try but a few', () => {
    const types = [6, 7, 8, 9, 10].map((generation) => presentedTo(login({ generation }), 5, now).type);
    expect(types).toEqual(['pending', 'pending', 'pending', 'pending', 'reused']);
  });

  test('a token that a restored database has forgotten goes on from where it is', () => {
    expect(presentedTo(login(), 9, now)).toEqual({ type: 'first' });
  });

  test('nothing moves a login that has ended, or that nobody used for 90 days', () => {
    expect(presentedTo(login({ ended: true }), 6, now)).toEqual({ type: 'ended' });
    expect(presentedTo(login(), 6, now + IDLE_MS + 1)).toEqual({ type: 'ended' });
  });
});
