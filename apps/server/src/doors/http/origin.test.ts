import { expect, test } from 'vitest';
import { OriginRule } from './origin.ts';

const open = new OriginRule(null);
const fixed = new OriginRule('https://chat.example.org');

test.each([
  ['http://localhost:3000', 'localhost:3000', false],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', false],
  ['http://192.168.1.20:3000', '192.168.1.20:3000', false],
  ['http://[::1]:3000', '[::1]:3000', false],
  ['http://localhost', 'localhost:80', false],
  ['https://localhost', 'localhost', true],
])('[A4] without ROOST_URL, %s may speak to host %s', (origin, host, secure) => {
  expect(open.check({ origin, host, secure })).toBeNull();
});

test.each([
  ['another port', 'http://localhost:4000', 'localhost:3000', false],
  ['another scheme', 'https://localhost:3000', 'localhost:3000', false],
  ['another site', 'https://evil.example', 'localhost:3000', false],
  ['a name that is pointed at us', 'http://evil.example:3000', 'evil.example:3000', false],
  ['a name that only looks local', 'http://localhost.evil.example', 'localhost.evil.example', false],
  ['a name that begins like an address', 'http://127.0.0.1.nip.io:3000', '127.0.0.1.nip.io:3000', false],
  ['an opaque origin', 'null', 'localhost:3000', false],
  ['no origin', undefined, 'localhost:3000', false],
  ['no host', 'http://localhost:3000', undefined, false],
  ['a broken host', 'http://localhost:3000', 'localhost:3000/x?', false],
])('[A4] without ROOST_URL, %s is refused', (_name, origin, host, secure) => {
  expect(open.check({ origin, host, secure })?.code).toBe('wrong_origin');
});

test('[A4] with ROOST_URL its origin counts and no other, whatever the host', () => {
  expect(fixed.check({ origin: 'https://chat.example.org', host: 'inner:3000', secure: false })).toBeNull();
  for (const origin of [
    'http://chat.example.org',
    'https://chat.example.org.evil.example',
    'https://example.org',
    'http://localhost:3000',
    'null',
    undefined,
  ]) {
    expect(fixed.check({ origin, host: 'chat.example.org', secure: true })?.code).toBe('wrong_origin');
  }
});

test('[A4] the refusal says which setting to change', () => {
  const refusal = open.check({ origin: 'http://chat.local:3000', host: 'chat.local:3000', secure: false });
  expect(refusal?.message).toContain('ROOST_URL=http://chat.local:3000');
});

test('links are made with ROOST_URL, else with the address that was asked', () => {
  expect(fixed.publicUrl({ origin: undefined, host: 'x', secure: false }, 'http://fallback')).toBe(
    'https://chat.example.org',
  );
  expect(open.publicUrl({ origin: undefined, host: 'chat.local:3000', secure: false }, 'http://fallback')).toBe(
    'http://chat.local:3000',
  );
  expect(open.publicUrl({ origin: undefined, host: 'bad host', secure: false }, 'http://fallback')).toBe(
    'http://fallback',
  );
});
