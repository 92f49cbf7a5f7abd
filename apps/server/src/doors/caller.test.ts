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

test('[O8][A5] an IPv6 caller is counted by its network: one caller has 2^64 addresses', () => {
  const proxies = new Proxies(['::1']);
  const network = proxies.addressOf(from('2001:db8:1:2:aaaa::1'));
  expect(proxies.addressOf(from('2001:db8:1:2:bbbb:cccc:dddd:eeee'))).toBe(network);
  expect(proxies.addressOf(from('::1', { 'x-forwarded-for': '2001:DB8:1:2::9' }))).toBe(network);
  expect(proxies.addressOf(from('2001:db8:1:3::1'))).not.toBe(network);
  expect(proxies.addressOf(from('fe80::1%eth0'))).toBe(proxies.addressOf(from('fe80::2%eth0')));
  expect(proxies.addressOf(from('::ffff:198.51.100.7'))).toBe('198.51.100.7');
  expect(proxies.addressOf(from('::ffff:c633:6407'))).toBe('198.51.100.7');
});

test('a bearer token is read from its header only in its form', () => {
  expect(bearerOf({ authorization: 'Bearer abc.def' })).toBe('abc.def');
  for (const authorization of ['Basic abc', 'Bearer', 'Bearer a b', undefined])
    expect(bearerOf({ authorization })).toBeNull();
});
