import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, post } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';

let house: House;
let web: string;
const script = 'export {};';

beforeAll(async () => {
  web = mkdtempSync(join(tmpdir(), 'roost-web-'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>Roost</title>');
  writeFileSync(join(web, 'assets/app-1a2b3c.js'), script);
  writeFileSync(join(web, 'assets/app-1a2b3c.js.br'), brotliCompressSync(script));
  writeFileSync(join(web, 'assets/app-1a2b3c.js.gz'), gzipSync(script));
  house = await openHouse(['Sofia', 'Maya'], { webFolder: web });
});
afterAll(async () => {
  await house.close();
  rmSync(web, { recursive: true });
});

const url = () => house.server.url;
const token = () => house.people['Sofia']!.accessToken;
const bearer = () => ({ authorization: `Bearer ${token()}` });
const problem = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { code: string; field?: string }),
});
const credentials = { email: 'sofia@harbor.test', password: 'correct horse battery' };

test('[O1] every operation is reached by POST under its name', async () => {
  const { workspaces } = await call(url(), 'identity.workspaces', {}, token());
  expect(workspaces[0]!.workspace.id).toBe(house.team);
});

test('[O3] a refusal is problem+json with a fitting status and says what to do', async () => {
  const response = await post(url(), 'channel.get', { channel: 'C0000000000000000' }, bearer());
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await problem(response)).toMatchObject({ status: 404, code: 'not_found', retryable: false });
});

const refused: [name: string, status: number, code: string, ask: () => Promise<Response>][] = [
  ['an unknown operation', 404, 'unknown_operation', () => post(url(), 'no.such', {}, bearer())],
  ['no token', 401, 'unauthenticated', () => post(url(), 'identity.workspaces', {})],
  [
    'a broken token',
    401,
    'unauthenticated',
    () => post(url(), 'identity.workspaces', {}, { authorization: 'Bearer x' }),
  ],
  ['no JSON', 400, 'invalid', () => post(url(), 'server.info', '{', bearer())],
  ['a polluted prototype', 400, 'invalid', () => post(url(), 'server.info', '{"__proto__":{"a":1}}', bearer())],
  ['a list', 400, 'invalid', () => post(url(), 'server.info', '[]', bearer())],
  ['an unknown field', 400, 'invalid', () => post(url(), 'server.info', { what: 1 }, bearer())],
  [
    'another media type',
    400,
    'invalid',
    () => post(url(), 'server.info', '{}', { ...bearer(), 'content-type': 'text/plain' }),
  ],
  ['a body over 64 KiB', 413, 'too_large', () => post(url(), 'server.info', { a: 'x'.repeat(70_000) }, bearer())],
  [
    'another origin',
    403,
    'wrong_origin',
    () => post(url(), 'login.create', credentials, { origin: 'https://evil.example' }),
  ],
  [
    'another origin with a token',
    403,
    'wrong_origin',
    () => post(url(), 'identity.workspaces', {}, { ...bearer(), origin: 'https://evil.example' }),
  ],
  [
    'a path below the API that is none',
    404,
    'not_found',
    () => fetch(`${url()}/api/nothing`, { headers: { accept: 'text/html' } }),
  ],
  ['GET on an operation', 404, 'not_found', () => fetch(`${url()}/api/v1/server.info`)],
];

test.each(refused)('[O2][O3][A1][A4] %s is refused with %i %s', async (_name, status, code, ask) => {
  expect(await problem(await ask())).toMatchObject({ status, code });
});

test('[O2] the refusal names the field', async () => {
  const response = await post(
    url(),
    'message.post',
    { channel: house.general, text: 'x', clientId: 'x', colour: 'red' },
    bearer(),
  );
  expect(await problem(response)).toMatchObject({ code: 'invalid', field: 'args.colour' });
});

test('[O4][O5] an Idempotency-Key makes a command take effect once; other arguments conflict', async () => {
  const create = (name: string) =>
    post(
      url(),
      'channel.create',
      { workspace: house.team, name, kind: 'public' },
      { ...bearer(), 'idempotency-key': 'make-it' },
    );
  const [first, again, other] = [await create('keyed'), await create('keyed'), await create('different')];
  expect(await again.json()).toEqual(await first.json());
  expect(await problem(other)).toMatchObject({ status: 409, code: 'conflict' });
});

test('[A2][A4] a browser signs in, refreshes and signs out with a cookie that scripts and other sites cannot use', async () => {
  const own = { origin: url() };
  const signedIn = await post(url(), 'login.create', credentials, own);
  const cookie = signedIn.headers.get('set-cookie')!;
  expect(cookie).toMatch(/^roost_[0-9a-z]+=[^;]+; Path=\/api\/v1\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
  expect(await signedIn.json()).not.toHaveProperty('refreshToken');
  const sent = { cookie: cookie.split(';')[0]! };
  expect(await problem(await post(url(), 'login.refresh', {}, sent))).toMatchObject({
    status: 403,
    code: 'wrong_origin',
  });
  expect(
    await problem(await post(url(), 'login.refresh', {}, { ...sent, origin: 'https://evil.example' })),
  ).toMatchObject({ code: 'wrong_origin' });
  const refreshed = await post(url(), 'login.refresh', {}, { ...sent, ...own });
  expect(refreshed.status).toBe(200);
  const { accessToken } = (await refreshed.json()) as { accessToken: string };
  const ended = await post(url(), 'login.end', {}, { ...own, authorization: `Bearer ${accessToken}` });
  expect(ended.headers.get('set-cookie')).toContain('Max-Age=0');
});

test('the web client is served for every page, its hashed files for ever', async () => {
  const page = await fetch(`${url()}/T0/C0`, { headers: { accept: 'text/html' } });
  expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([
    200,
    'no-cache',
    '<!doctype html><title>Roost</title>',
  ]);
  const asset = await fetch(`${url()}/assets/app-1a2b3c.js`);
  expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  expect((await fetch(`${url()}/assets/gone.js`, { headers: { accept: 'text/html' } })).status).toBe(404);
  expect((await fetch(`${url()}/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
});

test('who can read compressed files gets them, under the type and the age of the file itself', async () => {
  const ask = (encodings: string) =>
    fetch(`${url()}/assets/app-1a2b3c.js`, { headers: { 'accept-encoding': encodings } });
  for (const [encodings, encoding] of [
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const { headers, ...answer } = await ask(encodings).then(async (it) => ({
      headers: it.headers,
      text: await it.text(),
    }));
    expect(answer.text, encodings).toBe(script);
    expect(headers.get('content-encoding'), encodings).toBe(encoding);
    expect(headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('vary')).toMatch(/accept-encoding/i);
  }
});

test('pages may load and ask nothing from elsewhere', async () => {
  const { headers } = await fetch(`${url()}/`, { headers: { accept: 'text/html' } });
  const policy = headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain(`connect-src 'self' ${url().replace('http', 'ws')}`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
});

test('health, readiness, metrics and the description answer', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics', '/api/v1/openapi.json'])
    expect((await fetch(`${url()}${path}`)).status, path).toBe(200);
  const metrics = await (await fetch(`${url()}/metrics`)).text();
  expect(metrics).toMatch(/^roost_events_committed_total [1-9]/m);
});

test('a request that arrives too slowly is given up', () => {
  expect(house.server.app.http.server.requestTimeout).toBe(30_000);
});

test.each(['/%', '/api/v1/%zz', '/assets/%00', '/..%5c..%5cpackage.json', '/%2e%2e/%2e%2e/package.json'])(
  '[O3] there is nothing at %s, and it is told like everything else',
  async (path) => {
    const { hostname, port } = new URL(url());
    const asked = request({ hostname, port, path }).end(); // `fetch` would tidy the path
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let body = '';
    for await (const part of response) body += part;
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(JSON.parse(body)).toMatchObject({ status: 404, code: 'not_found' });
  },
);
