import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { migrationsOf, readConfig } from './config.ts';

test('an empty environment gives a Roost for this machine alone, with its data beside it', () => {
  expect(readConfig({ ROOST_ROOT: '/srv/roost' })).toEqual({
    host: '127.0.0.1',
    port: 3000,
    dataDir: '/srv/roost/data',
    root: '/srv/roost',
    url: null,
    databaseUrl: null,
    logLevel: 'info',
    trustedProxies: [],
    mail: null,
  });
});

test('an empty variable is the same as none', () => {
  expect(readConfig({ PORT: '', HOST: '', ROOST_DATA: '', ROOST_URL: '', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(
    readConfig({}),
  );
});

test('paths become absolute, the base URL loses its last slash', () => {
  const config = readConfig({ ROOST_DATA: '../d', ROOST_ROOT: '/srv/roost', ROOST_URL: 'https://example.org/' });
  expect(config.dataDir).toBe(resolve('/srv/d'));
  expect(config.url).toBe('https://example.org');
});

test('wherever it is started from, Roost finds what belongs to it', () => {
  const config = readConfig({});
  expect(config.root).toBe(resolve(import.meta.dirname, '../../..'));
  expect(migrationsOf(config)).toBe(join(config.root, 'prisma/migrations'));
});

test('a folder that is no Roost is refused by name, before anything is made in it', () => {
  const config = readConfig({ ROOST_ROOT: '/nowhere' });
  expect(() => migrationsOf(config)).toThrow(/no Roost in \/nowhere.*ROOST_ROOT/);
});

test('a sub-path is refused with what to do instead: links, sockets and the web client would miss it', () => {
  expect(() => readConfig({ ROOST_URL: 'https://example.org/chat' })).toThrow(/^ROOST_URL .*without a path/);
});

test('proxies are a list of addresses and networks', () => {
  expect(readConfig({ ROOST_TRUSTED_PROXIES: '10.0.0.1, fd00::/8' }).trustedProxies).toEqual(['10.0.0.1', 'fd00::/8']);
});

test.each([
  ['PORT', '80a'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['ROOST_URL', 'chat.example.org'],
  ['ROOST_URL', 'ftp://example.org'],
  ['ROOST_URL', 'https://example.org/?x'],
  ['DATABASE_URL', 'mysql://x'],
  ['LOG_LEVEL', 'loud'],
  ['ROOST_TRUSTED_PROXIES', 'proxy.local'],
  ['ROOST_TRUSTED_PROXIES', '10.0.0.1/33'],
])('a wrong %s (%s) is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} is .*must be`));
});

test('a refused address does not show its password', () => {
  for (const name of ['DATABASE_URL', 'ROOST_URL']) {
    for (const value of ['mysql://u:secret@h/d', 'https://u:secret@h/', 'https://:secret@h/'])
      expect(() => readConfig({ [name]: value })).toThrow(/^(?!.*secret)/);
  }
});

test('nobody changes the configuration later', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

test('e-mail needs a server and a sender, and says which is missing before anybody relies on it', () => {
  const url = 'smtps://roost:secret@mail.example.org';
  expect(readConfig({ SMTP_URL: url, MAIL_FROM: 'Roost <chat@example.org>' }).mail).toEqual({
    url,
    from: 'Roost <chat@example.org>',
  });
  expect(() => readConfig({ SMTP_URL: url })).toThrow(/^MAIL_FROM /);
  expect(() => readConfig({ MAIL_FROM: 'chat@example.org' })).toThrow(/^SMTP_URL /);
  for (const wrong of ['mail.example.org', 'https://mail.example.org', 'smtp://'])
    expect(() => readConfig({ SMTP_URL: wrong, MAIL_FROM: 'chat@example.org' })).toThrow(/^SMTP_URL is wrong/);
  expect(() => readConfig({ SMTP_URL: url, MAIL_FROM: 'chat@example.org\r\nBcc: x@y.z' })).toThrow(/^MAIL_FROM /);
});
