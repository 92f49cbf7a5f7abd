import { expect, test } from 'vitest';
import { FloodGuard, frameRate, weightOf } from './flood.ts';

const rate = { perSecond: 10, burst: 20, refusals: 5 };
const takes = (guard: FloodGuard, count: number, now: number) => Array.from({ length: count }, () => guard.take(now));

test('[S10] a burst passes, what comes faster is refused, who goes on regardless is closed', () => {
  const guard = new FloodGuard(rate, 0);
  expect(takes(guard, 26, 0)).toEqual([...Array<string>(20).fill('pass'), ...Array<string>(5).fill('refuse'), 'close']);
});

test('[S10] a steady pace within the rate always passes', () => {
  const guard = new FloodGuard(rate, 0);
  for (let i = 0; i < 1_000; i++) expect(guard.take(i * 100)).toBe('pass');
});

test('[S10] whoever pauses is forgiven', () => {
  const guard = new FloodGuard(rate, 0);
  takes(guard, 25, 0);
  expect(takes(guard, 20, 2_000)).toEqual(Array<string>(20).fill('pass'));
  expect(takes(guard, 5, 2_000)).toEqual(Array<string>(5).fill('refuse'));
});

test('[S10] a clock that is set back refuses nobody for long', () => {
  const guard = new FloodGuard(rate, 3_600_000);
  takes(guard, 20, 3_600_000);
  expect(guard.take(0)).toBe('refuse');
  expect(guard.take(100)).toBe('pass');
});

test('[S10] it has to be kept until all of its frames are forgotten', () => {
  const guard = new FloodGuard(rate, 0);
  expect(guard.isFresh(0)).toBe(true);
  takes(guard, 25, 0);
  expect([0, 1_900, 2_000].map((now) => guard.isFresh(now))).toEqual([false, false, true]);
});

test('[S10] a large frame counts as many', () => {
  const guard = new FloodGuard(rate, 0);
  expect([0, 1, 512, 513, 65_536].map(weightOf)).toEqual([1, 1, 1, 2, 128]);
  expect([guard.take(0, 15), guard.take(0, 15), guard.take(0, 5), guard.take(0, 1)]).toEqual([
    'pass',
    'close',
    'pass',
    'close',
  ]);
});

test('[S10] the largest frame passes at the usual rate', () => {
  expect(new FloodGuard(frameRate, 0).take(0, weightOf(65_536))).toBe('pass');
});
