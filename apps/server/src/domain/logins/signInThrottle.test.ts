import { beforeEach, expect, test } from 'vitest';
import { SignInThrottle } from './signInThrottle.ts';

let now: number;
let throttle: SignInThrottle;
beforeEach(() => {
  now = 1_000_000;
  throttle = new SignInThrottle(() => now);
});

/** How long one has to wait before one may try; a try that may be made fails. */
function fail(address = '10.0.0.1', email = 'maya@harbor.test'): number {
  try {
    throttle.begin(address, email).failed();
    return 0;
  } catch (error) {
    const { code, retryAfterMs } = error as { code: string; retryAfterMs: number };
    expect(code).toBe('rate_limited');
    return retryAfterMs;
  }
}

test('[A5] ten failures are free; then every one doubles the wait, up to five minutes', () => {
  for (let i = 0; i < 10; i++) expect(fail()).toBe(0);
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    const wait = fail();
    waits.push(wait);
    now += wait;
    expect(fail()).toBe(0);
  }
  expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(Math.max(...waits)).toBe(60_000 * 5);
});

test('trying too early does not make the wait longer', () => {
  for (let i = 0; i < 10; i++) fail();
  expect([fail(), fail(), fail()]).toEqual([1_000, 1_000, 1_000]);
});

test('success forgets the failures of that account from that address', () => {
  for (let i = 0; i < 9; i++) fail();
  throttle.begin('10.0.0.1', 'maya@harbor.test').succeeded();
  for (let i = 0; i < 10; i++) expect(fail()).toBe(0);
});

test('[A5] many tries at once are counted from their beginning', () => {
  for (let i = 0; i < 10; i++) throttle.begin('10.0.0.1', 'maya@harbor.test');
  expect(fail()).toBe(1_000);
});

test('[A5] an account is guarded against guessing from many addresses, but its owner never waits longer than a minute', () => {
  for (let i = 0; i < 30; i++) expect(fail(`10.0.1.${i}`)).toBe(0);
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    waits.push(fail(`10.0.2.${i}`));
    now += waits.at(-1)!;
    fail(`10.0.2.${i}`);
  }
  expect(waits[0]).toBe(1_000);
  expect(Math.max(...waits)).toBe(60_000);
});

test('[A5] an address that tries one password on many accounts is slowed down; other addresses are not', () => {
  for (let i = 0; i < 100; i++) expect(fail('10.0.0.9', `person${i}@harbor.test`)).toBe(0);
  expect(fail('10.0.0.9', 'another@harbor.test')).toBe(1_000);
  expect(fail('10.0.0.8', 'another@harbor.test')).toBe(0);
});

test('an hour of quiet forgets', () => {
  for (let i = 0; i < 12; i++) {
    now += fail();
    fail();
  }
  now += 3_600_000;
  for (let i = 0; i < 9; i++) expect(fail()).toBe(0);
});

test('the memory is bounded', () => {
  throttle = new SignInThrottle(() => now, 100);
  for (let i = 0; i < 1_000; i++) fail(`10.0.${i}.1`, `person${i}@harbor.test`);
  for (let i = 0; i < 10; i++) fail();
  expect(fail()).toBe(1_000);
});
