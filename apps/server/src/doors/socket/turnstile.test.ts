import { expect, test } from 'vitest';
import { Turnstile } from './turnstile.ts';

const admission = { all: { perSecond: 10, burst: 8 }, credential: { perSecond: 1, burst: 5 }, sessions: 7 };

function turnstile() {
  const clock = { now: 1_000_000 };
  return { clock, turnstile: new Turnstile(admission, () => clock.now) };
}

const passes = (of: Turnstile, credential: string, times: number) =>
  Array.from({ length: times }, () => of.pass(credential, 0)).filter(Boolean).length;

test('[S12] a credential that connects again and again is turned away, and takes nothing from the others', () => {
  const { clock, turnstile: gate } = turnstile();
  expect(passes(gate, 'L1', 100)).toBe(5);
  expect(passes(gate, 'L2', 3)).toBe(3);
  clock.now += 1_000;
  expect(passes(gate, 'L1', 100)).toBe(1);
});

test('[S12] all together are let in at a rate', () => {
  const { clock, turnstile: gate } = turnstile();
  const all = (count: number) => Array.from({ length: count }, (_, i) => passes(gate, `L${clock.now}${i}`, 1));
  expect(all(20).filter(Boolean)).toHaveLength(8);
  clock.now += 300;
  expect(all(20).filter(Boolean)).toHaveLength(3);
});

test('[S12] a credential has so many sessions at once and no more', () => {
  const { turnstile: gate } = turnstile();
  expect(gate.pass('L1', 6)).toBe(true);
  expect(gate.pass('L1', 7)).toBe(false);
});
