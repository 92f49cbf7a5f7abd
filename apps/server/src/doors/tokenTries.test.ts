import { expect, test } from 'vitest';
import type { Identity } from '../domain/identity.ts';
import { Reject } from '../reject.ts';
import { limitTries } from './tokenTries.ts';

const identity: Identity = { subject: 'A1', credential: 'L1', kind: 'account', scopes: [], expiresAt: Infinity };

function door() {
  const clock = { now: 1_000_000 };
  const known = new Set<string>();
  let looked = 0;
  const tokens = {
    knows: (token: string) => known.has(token),
    async authenticate(token: string) {
      looked++;
      if (!token.startsWith('good')) throw new Reject('unauthenticated', 'No.');
      known.add(token);
      return identity;
    },
  };
  return { clock, looks: () => looked, ask: limitTries(tokens, () => clock.now) };
}

const refused = (code: string) => expect.objectContaining({ code });

test('[A9] bad tokens from one address are looked at up to a number, then refused unseen', async () => {
  const { ask, looks, clock } = door();
  for (let i = 0; i < 500; i++) await expect(ask(`bad ${i}`, '10.0.0.1')).rejects.toEqual(refused('unauthenticated'));
  for (let i = 0; i < 100; i++) {
    await expect(ask(`worse ${i}`, '10.0.0.1')).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 50 });
  }
  expect(looks()).toBe(500);
  clock.now += 50;
  await expect(ask('bad again', '10.0.0.1')).rejects.toEqual(refused('unauthenticated'));
  await expect(ask('bad again', '10.0.0.1')).rejects.toEqual(refused('rate_limited'));
});

test('[A9] who is known goes on beside them, and other addresses notice nothing', async () => {
  const { ask } = door();
  await ask('good one', '10.0.0.1');
  for (let i = 0; i < 501; i++) await expect(ask(`bad ${i}`, '10.0.0.1')).rejects.toThrow();
  await expect(ask('good one', '10.0.0.1')).resolves.toBe(identity);
  await expect(ask('good other', '10.0.0.2')).resolves.toBe(identity);
});

test('[A9] good tokens are never too many', async () => {
  const { ask } = door();
  for (let i = 0; i < 2_000; i++) await expect(ask(`good ${i}`, '10.0.0.1')).resolves.toBe(identity);
});
