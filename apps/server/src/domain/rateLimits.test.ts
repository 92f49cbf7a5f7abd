import { expect, test } from 'vitest';
import { noRates, RateLimits, type Rates } from './rateLimits.ts';

const wide = { perSecond: 1000, burst: 1000 };
const rates: Rates = {
  auth: { credential: { perSecond: 1, burst: 2 }, subject: wide, address: { perSecond: 1, burst: 3 } },
  write: { credential: { perSecond: 10, burst: 5 }, subject: { perSecond: 10, burst: 12 }, address: wide },
  read: { credential: { perSecond: 10, burst: 5 }, subject: wide, address: wide },
};

function limited(given: Rates = rates) {
  const clock = { now: 1_000_000 };
  return { clock, limits: new RateLimits(given, () => clock.now) };
}

const from = (credential: string, subject = 'A1', address = '10.0.0.1') => ({
  identity: { credential, subject },
  address,
});
const laptop = from('L1');
const times = (n: number, run: () => void) => Array.from({ length: n }).forEach(run);

test('[O8] a burst passes, the next is told when to come back, and then passes', () => {
  const { clock, limits } = limited();
  times(5, () => limits.take('write', laptop));
  expect(() => limits.take('write', laptop)).toThrow(
    expect.objectContaining({ code: 'rate_limited', retryAfterMs: 100 }),
  );
  clock.now += 100;
  limits.take('write', laptop);
  expect(() => limits.take('write', laptop)).toThrow(expect.objectContaining({ code: 'rate_limited' }));
});

test('[O8] classes, credentials and addresses are counted apart', () => {
  const { limits } = limited();
  times(5, () => limits.take('write', laptop));
  times(5, () => limits.take('read', laptop));
  times(5, () => limits.take('write', from('L2')));
});

test('[O8] an address is limited over all that come from it, also without a credential', () => {
  const { limits } = limited();
  times(3, () => limits.take('auth', { identity: null, address: '10.0.0.9' }));
  expect(() => limits.take('auth', from('L7', 'A7', '10.0.0.9'))).toThrow(
    expect.objectContaining({ code: 'rate_limited' }),
  );
  limits.take('auth', { identity: null, address: '10.0.0.8' });
});

test('[O8] whoever signs in on more and more devices gets no further than a person may', () => {
  const { limits } = limited();
  for (const device of ['L1', 'L2']) times(5, () => limits.take('write', from(device)));
  times(2, () => limits.take('write', from('L3', 'A1', '10.0.0.3')));
  expect(() => limits.take('write', from('L4', 'A1', '10.0.0.4'))).toThrow(
    expect.objectContaining({ code: 'rate_limited', retryAfterMs: 100 }),
  );
  limits.take('write', from('L5', 'A2'));
});

test('a refusal does not cost anything', () => {
  const { clock, limits } = limited();
  times(2, () => limits.take('auth', laptop));
  times(50, () => expect(() => limits.take('auth', laptop)).toThrow());
  clock.now += 1_000;
  limits.take('auth', laptop);
});

test('a rate of infinity is none', () => {
  const { limits } = limited(noRates);
  times(10_000, () => limits.take('write', laptop));
});

test('[O8] a clock that is set back keeps nobody waiting for the time until it is right again', () => {
  const { clock, limits } = limited();
  times(5, () => limits.take('write', laptop));
  clock.now -= 3_600_000;
  expect(() => limits.take('write', laptop)).toThrow(
    expect.objectContaining({ code: 'rate_limited', retryAfterMs: 100 }),
  );
  clock.now += 100;
  limits.take('write', laptop);
});
