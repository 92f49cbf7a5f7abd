import { expect, it } from 'vitest';
import { addressesIn, isSendable } from './addresses.ts';

it('finds the addresses in whatever was pasted, each once', () => {
  const pasted = 'Maya Lind <Maya@harbor.test>, jun@harbor.test;\n"Ade" <ade@harbor.test>\tMAYA@harbor.test and so on';
  expect(addressesIn(pasted)).toEqual(['maya@harbor.test', 'jun@harbor.test', 'ade@harbor.test']);
});

it('sends only what looks like addresses', () => {
  expect(isSendable(['maya@harbor.test'])).toBe(true);
  expect([[], ['@'], ['a@b@c'], Array.from({ length: 51 }, (_, i) => `${i}@a`)].some(isSendable)).toBe(false);
});
