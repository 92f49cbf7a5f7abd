import { expect, test } from 'vitest';
import { Passwords } from './passwords.ts';

const quick = { algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 1 } as const;

test('a password is hashed with Argon2id, 19 MiB and two passes', async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash('correct horse battery');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.matches(hash, 'correct horse battery')).toBe(true);
  expect(await passwords.matches(hash, 'correct horse battery ')).toBe(false);
});

test('a password is the same however a keyboard composes its letters', async () => {
  const passwords = new Passwords(quick);
  expect(await passwords.matches(await passwords.hash('café au lait x'), 'cafe\u0301 au lait x')).toBe(true);
});

test('[A5] where there is no account no password matches, and the comparison is made all the same', async () => {
  const passwords = new Passwords();
  await passwords.matches(null, 'the first makes what to compare with');
  const known = await passwords.hash('correct horse battery');
  const took = async (of: string | null) => {
    const before = performance.now();
    expect(await passwords.matches(of, 'guess')).toBe(false);
    return performance.now() - before;
  };
  const fastest = async (of: string | null) => Math.min(await took(of), await took(of), await took(of));
  expect(await fastest(null)).toBeGreaterThan((await fastest(known)) / 3);
});

test('beyond a bound of waiting comparisons the server says that it is busy, and goes on', async () => {
  const passwords = new Passwords(quick, 3);
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => passwords.hash('x')));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(refused).toEqual(Array.from({ length: 5 }, () => 'busy'));
  await passwords.hash('x');
});
