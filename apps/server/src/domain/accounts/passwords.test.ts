import { verify } from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { Passwords } from './passwords.ts';

vi.mock(import('@node-rs/argon2'), async (original) => {
  const real = await original();
  return { ...real, verify: vi.fn(real.verify) };
});

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

test('[A5] where there is no account no password matches, and the same comparison is made all the same', async () => {
  const passwords = new Passwords();
  const known = await passwords.hash('correct horse battery');
  vi.mocked(verify).mockClear();
  expect(await passwords.matches(null, 'guess')).toBe(false);
  expect(await passwords.matches(known, 'guess')).toBe(false);
  const costs = vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4));
  expect(costs).toHaveLength(2);
  expect(costs[0]).toEqual(costs[1]);
});

test('beyond a bound of waiting comparisons the server says that it is busy, and goes on', async () => {
  const passwords = new Passwords(quick, 3);
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => passwords.hash('x')));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(refused).toEqual(Array.from({ length: 5 }, () => 'busy'));
  await passwords.hash('x');
});

test('[A5] a server that was too busy for its first sign-in is not so for ever', async () => {
  const passwords = new Passwords(quick, 0);
  const known = await passwords.hash('correct horse battery');
  const others = [passwords.hash('x'), passwords.hash('y')];
  await expect(passwords.matches(known, 'correct horse battery')).rejects.toMatchObject({ code: 'busy' });
  await Promise.all(others);
  expect(await passwords.matches(known, 'correct horse battery')).toBe(true);
});
