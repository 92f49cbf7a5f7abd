import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { bearerOf, Proxies } from './caller.ts';

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

test('forwarded headers of strangers are not believed', () => {
  const proxies = new Proxies([]);
  const request = from('203.0.113.9', { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https' });
  expect([proxies.addressOf(request), proxies.isSecure(request)]).toEqual(['203.0.113.9', false]);
});

test('a chain of our own proxies is followed to the first address that they vouch for', () => {
  const proxies = new Proxies(['10.0.0.0/8', '::1']);
  const headers = { 'x-forwarded-for': '6.6.6.6, 198.51.100.7, 10.1.1.1', 'x-forwarded-proto': 'https' };
  expect(proxies.addressOf(from('::ffff:10.0.0.2', headers))).toBe('198.51.100.7');
  expect(proxies.isSecure(from('::1', headers))).toBe(true);
  expect(proxies.addressOf(from('10.0.0.2', { 'x-forwarded-for': 'rubbish' }))).toBe('10.0.0.2');
});

test('a bearer token is read from its header only in its form', () => {
  expect(bearerOf({ authorization: 'Bearer abc.def' })).toBe('abc.def');
  for (const authorization of ['Basic abc', 'Bearer', 'Bearer a b', undefined])
    expect(bearerOf({ authorization })).toBeNull();
});
