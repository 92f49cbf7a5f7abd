import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { StartRefused } from './storage/dataFolder.ts';

export type LogLevel = (typeof LOG_LEVELS)[number];

export type Config = Readonly<{
  host: string;
  port: number;
  /** Everything that Roost keeps on this machine. Absolute. */
  dataDir: string;
  /** Where the web client's files and the migrations are found. Absolute. */
  root: string;
  /** The public base URL without a slash at its end; null: whatever address people use. */
  url: string | null;
  /** A Postgres of the operator's; null: the embedded one. */
  databaseUrl: string | null;
  logLevel: LogLevel;
  /** Addresses and networks whose forwarded headers are believed. */
  trustedProxies: readonly string[];
  /** How e-mail leaves; null: not at all. */
  mail: MailConfig | null;
}>;

export type MailConfig = Readonly<{ url: string; from: string }>;

/** The checkout or installation that this file is part of, bundled (apps/server/dist) or not. */
const OWN_ROOT = resolve(import.meta.dirname, '../../..');
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** The only reader of the environment. Throws `StartRefused` that names the variable and what it should be. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const root = resolve(env['ROOST_ROOT'] || OWN_ROOT);
  return Object.freeze({
    host: env['HOST'] || '127.0.0.1',
    port: readPort(env['PORT'] || '3000'),
    dataDir: resolve(root, env['ROOST_DATA'] || 'data'),
    root,
    url: env['ROOST_URL'] ? readUrl(env['ROOST_URL']) : null,
    databaseUrl: env['DATABASE_URL'] ? readDatabaseUrl(env['DATABASE_URL']) : null,
    logLevel: readLogLevel(env['LOG_LEVEL'] || 'info'),
    trustedProxies: readProxies(env['ROOST_TRUSTED_PROXIES'] ?? ''),
    mail: readMail(env['SMTP_URL'] ?? '', env['MAIL_FROM'] ?? ''),
  });
}

/** The folder in which somebody called us: npm runs programs in its own. */
export function callersFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env['INIT_CWD'] || process.cwd();
}

/** The folder of the migrations. To be asked first: whoever names another folder as Roost's own is told before anything is made there. */
export function migrationsOf({ root }: Config): string {
  const folder = join(root, 'prisma/migrations');
  if (existsSync(folder)) return folder;
  throw new StartRefused(
    `There is no Roost in ${root}: it has no prisma/migrations. Set ROOST_ROOT to the folder of Roost, or leave it out.`,
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw wrong('PORT', text, 'a number from 0 (any free port) to 65535');
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const secret = url !== null && (url.username !== '' || url.password !== '');
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || secret) {
    throw wrong('ROOST_URL', secret ? null : text, 'the address that people type, like https://chat.example.org');
  }
  if (url.pathname !== '/') {
    throw wrong('ROOST_URL', text, `an address without a path, like ${url.origin}: give Roost a host name of its own`);
  }
  return url.origin;
}

function readDatabaseUrl(text: string): string {
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text;
  throw wrong('DATABASE_URL', null, 'like postgres://user:password@host:5432/database');
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level) return level;
  throw wrong('LOG_LEVEL', text, `one of ${LOG_LEVELS.join(', ')}`);
}

function readProxies(text: string): readonly string[] {
  const proxies = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  for (const proxy of proxies) {
    const [address = '', bits, ...rest] = proxy.split('/');
    const family = isIP(address);
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
    if (family === 0 || !fits || rest.length > 0) {
      throw wrong(
        'ROOST_TRUSTED_PROXIES',
        proxy,
        'addresses or networks with commas between, like 10.0.0.1,192.168.0.0/16',
      );
    }
  }
  return Object.freeze(proxies);
}

/** One without the other sends nothing, and says so before anybody relies on it. */
function readMail(url: string, from: string): MailConfig | null {
  if (url === '' && from === '') return null;
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol) || new URL(url).hostname === '')
    throw wrong('SMTP_URL', null, 'like smtp://user:password@mail.example.org:587, or smtps:// with port 465');
  const address = /^(?:[^<>\r\n]*<([^\s<>]+)>|([^\s<>]+))$/.exec(from);
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(address?.[1] ?? address?.[2] ?? ''))
    throw wrong('MAIL_FROM', from, 'the address that mail comes from, like Roost <chat@example.org>');
  return Object.freeze({ url, from });
}

/** A value that may hold a password is not repeated. */
function wrong(name: string, text: string | null, expected: string): StartRefused {
  return new StartRefused(`${name} is ${text === null ? 'wrong' : `"${text}"`}; it must be ${expected}.`);
}
