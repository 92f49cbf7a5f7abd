import { generateKeyPairSync, createHmac, randomBytes } from 'node:crypto';
import { exportJWK, importJWK, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { newId } from '@roost/protocol/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../storage/testDatabase.ts';
import { Revocations } from '../logins/revocations.ts';
import { AccessTokens, ACCESS_TOKEN_MS } from './accessTokens.ts';
import { KEY_LIVES_MS, RETIRED_VERIFIES_MS } from './jwtKeys.ts';

const START = Date.UTC(2026, 10, 21);
const account = newId('account');
const login = newId('login');
const never = () => () => {};

let db: TestDatabase;
let now = START;
let revocations: Revocations;
let tokens: AccessTokens;

const open = (instance = 'here') => AccessTokens.open({ sql: db.sql, instance, revocations, now: () => now });
const refused = (bearer: string, by = tokens) =>
  expect(by.authenticate(bearer)).rejects.toMatchObject({ code: 'unauthenticated' });

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  now = START;
  await db.sql`delete from server_key`;
  revocations = await Revocations.open(db.sql, () => now, never);
  tokens = await open();
});

/** What this server's key signs, with something changed. */
async function forged(change: {
  header?: object;
  claims?: object;
  key?: Parameters<SignJWT['sign']>[0];
}): Promise<string> {
  const [row] = await db.sql<{ kid: string; secret: JWK }[]>`select kid, secret from server_key where kind = 'jwt'`;
  const seconds = now / 1000;
  const claims = { sub: account, iss: 'roost', aud: 'here', credential: login, kind: 'account' };
  const times = { iat: seconds, nbf: seconds, exp: seconds + 600 };
  return new SignJWT({ ...claims, ...times, ...change.claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: row!.kid, ...change.header })
    .sign(change.key ?? (await importJWK(row!.secret, 'EdDSA')));
}

describe('an access token', () => {
  test('[A1] says who speaks, by which login, for ten minutes', async () => {
    const { accessToken, expiresAt } = await tokens.issue(account, login, 'account');
    expect(expiresAt).toBe(START + ACCESS_TOKEN_MS);
    expect(await tokens.authenticate(accessToken)).toEqual({
      subject: account,
      kind: 'account',
      credential: login,
      scopes: ['read', 'write', 'admin'],
      expiresAt,
    });
    now = expiresAt;
    await refused(accessToken);
    await refused(accessToken, await open());
  });

  test('carries the scopes of a bot', async () => {
    const { accessToken } = await tokens.issue(newId('user'), newId('token'), 'bot', { scopes: ['read', 'write'] });
    expect((await tokens.authenticate(accessToken)).scopes).toEqual(['read', 'write']);
  });

  test('is checked without a query once it is known', async () => {
    const queries: string[] = [];
    const sql = new Proxy(db.sql, {
      apply: (target, self, args) => (queries.push(String(args[0])), Reflect.apply(target, self, args)),
    });
    const own = await AccessTokens.open({ sql, instance: 'here', revocations, now: () => now });
    const { accessToken } = await own.issue(account, login, 'account');
    queries.length = 0;
    await own.authenticate(accessToken);
    await own.authenticate(accessToken);
    expect(queries).toEqual([]);
  });

  test('[A6] is worth nothing once its login has ended', async () => {
    const { accessToken } = await tokens.issue(account, login, 'account');
    await tokens.authenticate(accessToken);
    revocations.revoke(login);
    await refused(accessToken);
  });
});

describe('refused as [A1] unauthenticated', () => {
  test('nothing else wrong: the control of the tests below', async () => {
    expect(await tokens.authenticate(await forged({}))).toMatchObject({ subject: account });
  });

  test.each<[string, object, object]>([
    ['another type, as of an id token', { typ: 'JWT' }, {}],
    ['no type', { typ: undefined }, {}],
    ['another issuer', {}, { iss: 'elsewhere' }],
    ['another audience', {}, { aud: 'there' }],
    ['no audience', {}, { aud: undefined }],
    ['expired', {}, { exp: START / 1000 - 1 }],
    ['no expiry', {}, { exp: undefined }],
    ['not valid yet', {}, { nbf: START / 1000 + 60 }],
    ['no nbf', {}, { nbf: undefined }],
    ['a life of a day', {}, { exp: START / 1000 + 86_400 }],
    ['no subject', {}, { sub: undefined }],
    ['a subject that is no account', {}, { sub: newId('channel') }],
    ['no credential', {}, { credential: undefined }],
    ['a bot’s credential behind an account', {}, { credential: newId('token') }],
    ['an unknown kind', {}, { kind: 'root' }],
    ['a kid of nobody', { kid: 'x' }, {}],
    ['a kid that is a path', { kid: '../../etc/passwd' }, {}],
    ['no kid', { kid: undefined }, {}],
  ])('%s', async (_name, header, claims) => {
    await refused(await forged({ header, claims }));
  });

  test('`none` as algorithm', async () => {
    const unsigned = new UnsecuredJWT({ credential: login, kind: 'account' })
      .setSubject(account)
      .setIssuer('roost')
      .setAudience('here')
      .setExpirationTime(START / 1000 + 60)
      .encode();
    await refused(unsigned);
    const [, payload] = (await forged({})).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    await refused(`${none}.${payload}.`);
  });

  test('an HMAC made with the public key', async () => {
    const [row] = await db.sql<{ kid: string; public: JWK }[]>`select kid, public from server_key where kind = 'jwt'`;
    const [, payload] = (await forged({})).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid: row!.kid })).toString('base64url');
    for (const secret of [Buffer.from(row!.public.x!, 'base64url'), Buffer.from(JSON.stringify(row!.public))]) {
      const mac = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
      await refused(`${header}.${payload}.${mac}`);
    }
  });

  test('a key that the token itself brings along', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const jwk = await exportJWK(publicKey);
    await refused(
      await forged({ header: { jwk, jku: 'http://127.0.0.1/keys', x5u: 'http://127.0.0.1/x' }, key: privateKey }),
    );
    await refused(await forged({ header: { jwk, kid: undefined }, key: privateKey }));
  });

  test('another algorithm of the same family, with its own key under our kid', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await refused(await forged({ header: { alg: 'ES256' }, key: privateKey }));
  });

  test('another instance’s token, signed by another instance’s key', async () => {
    const other = await freshDatabase();
    const theirs = await AccessTokens.open({ sql: other.sql, instance: 'here', revocations, now: () => now });
    const { accessToken } = await theirs.issue(account, login, 'account');
    await refused(accessToken);
    await other.drop();
  });

  test('a token whose text was touched anywhere, and what is no token at all', async () => {
    const { accessToken } = await tokens.issue(account, login, 'account');
    for (const at of [0, 10, 40, 120, accessToken.length - 20]) {
      const other = accessToken[at] === 'A' ? 'B' : 'A';
      await refused(accessToken.slice(0, at) + other + accessToken.slice(at + 1));
    }
    const junk = [
      '',
      '.',
      '..',
      'a.b.c',
      'null',
      '{}',
      `roost_${'x'.repeat(43)}`,
      'x'.repeat(100_000),
      '\u0000.\u0000.\u0000',
    ];
    for (const bearer of [...junk, randomBytes(200).toString('base64url')]) await refused(bearer);
  });
});

describe('the keys', () => {
  test('are made once, by however many processes start at the same time', async () => {
    await db.sql`delete from server_key`;
    const processes = await Promise.all(Array.from({ length: 5 }, () => open()));
    const [{ count }] = (await db.sql`select count(*)::int as count from server_key where kind = 'jwt'`) as [
      { count: number },
    ];
    expect(count).toBe(1);
    const { accessToken } = await processes[0]!.issue(account, login, 'account');
    for (const each of processes) expect(await each.authenticate(accessToken)).toMatchObject({ subject: account });
  });

  test('survive a restart', async () => {
    const { accessToken } = await tokens.issue(account, login, 'account');
    expect(await (await open()).authenticate(accessToken)).toMatchObject({ subject: account });
  });

  test('are renewed after 30 days; the old one verifies until its last token has expired, then no more', async () => {
    now = START + KEY_LIVES_MS - 1_000;
    const last = await tokens.issue(account, login, 'account');
    now = START + KEY_LIVES_MS;
    const next = await tokens.issue(account, login, 'account');
    const kid = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid as string;
    expect(kid(next.accessToken)).not.toBe(kid(last.accessToken));
    now = last.expiresAt - 1_000;
    expect(await (await open()).authenticate(last.accessToken)).toMatchObject({ subject: account });
    now = START + KEY_LIVES_MS + RETIRED_VERIFIES_MS;
    const stolen = await importOldKey(kid(last.accessToken));
    await refused(await forged({ header: { kid: kid(last.accessToken) }, key: stolen }));
  });

  test('of another process are found when one of its tokens comes, but looked for only once a second', async () => {
    const queries = { count: 0 };
    const sql = new Proxy(db.sql, {
      apply: (target, self, args) => (queries.count++, Reflect.apply(target, self, args)),
    });
    const first = await AccessTokens.open({ sql, instance: 'here', revocations, now: () => now });
    now = START + KEY_LIVES_MS;
    const second = await open();
    const { accessToken } = await second.issue(account, login, 'account');
    queries.count = 0;
    expect(await first.authenticate(accessToken)).toMatchObject({ subject: account });
    expect(queries.count).toBe(1);
    for (let i = 0; i < 20; i++) await refused(await forged({ header: { kid: `unknown${i}` } }), first);
    expect(queries.count).toBe(1);
  });
});

async function importOldKey(kid: string) {
  const [row] = await db.sql<{ secret: JWK }[]>`select secret from server_key where kid = ${kid}`;
  return importJWK(row!.secret, 'EdDSA');
}
