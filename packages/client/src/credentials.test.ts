import { describe, expect, test } from 'vitest';
import type { Entry } from '@roost/protocol/operations/accounts';
import { botCredentials, browserCredentials, type Fetch } from './credentials.ts';
import { browserSocket, nodeSocket, socketUrl } from './socket.ts';

const jwt = (claims: object) => `h.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.s`;
const entry = (claims: object = { iat: 1_000, exp: 1_600 }): Entry => ({
  accessToken: jwt(claims),
  expiresAt: '2026-11-21T00:10:00.000000Z',
  account: { id: 'A01234567890123AB', email: 'a@b.c', name: 'Ada' },
  user: null,
  workspace: null,
  workspaces: [],
});

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const calls: { url: string; init: Parameters<Fetch>[1] }[] = [];
  const fetch: Fetch = async (url, init) => {
    calls.push({ url, init });
    return new Response(JSON.stringify(body), { status, headers });
  };
  return { calls, fetch };
}

describe('a browser’s tokens', () => {
  test('come from the cookie, with how long they last and whose they are', async () => {
    const { calls, fetch } = answering(200, entry());
    const refreshed = await browserCredentials({ baseUrl: 'https://chat.example/', fetch }).refresh(false);
    expect(refreshed).toMatchObject({ type: 'ok', lifetimeMs: 600_000, subject: 'A01234567890123AB' });
    expect(calls[0]).toMatchObject({
      url: 'https://chat.example/api/v1/login.refresh',
      init: { credentials: 'same-origin' },
    });
  });

  test('are not asked for when signing in just gave one, unless that one did not work', async () => {
    const { calls, fetch } = answering(200, entry());
    const credentials = browserCredentials({ baseUrl: '', fetch, entry: entry() });
    await credentials.refresh(false);
    expect(calls).toHaveLength(0);
    await credentials.refresh(false);
    expect(calls).toHaveLength(1);
  });

  test.each([
    [401, { code: 'unauthenticated', retryable: false }, {}, { type: 'signedOut' }],
    [401, { code: 'refresh_pending', retryable: true, retryAfterMs: 300 }, {}, { type: 'wait', afterMs: 300 }],
    [503, { code: 'unavailable', retryable: true }, { 'retry-after': '7' }, { type: 'wait', afterMs: 7_000 }],
    [502, '<html>', {}, { type: 'wait', afterMs: null }],
  ])('[K4] [A3] %i %j', async (status, body, headers, expected) => {
    const { fetch } = answering(status, body, headers as Record<string, string>);
    expect(await browserCredentials({ baseUrl: '', fetch }).refresh(true)).toEqual(expected);
  });

  test('[K4] a server that is not reached is waited for', async () => {
    const fetch: Fetch = () => Promise.reject(new TypeError('failed to fetch'));
    expect(await browserCredentials({ baseUrl: '', fetch }).refresh(true)).toEqual({ type: 'wait', afterMs: null });
  });
});

describe('a bot’s token', () => {
  test('is used as it is, and asked about only when a socket did not open with it', async () => {
    const { calls, fetch } = answering(401, { code: 'unauthenticated', retryable: false });
    const credentials = botCredentials({ baseUrl: 'http://x', fetch, token: 'secret' });
    expect(await credentials.refresh(false)).toEqual({ type: 'ok', token: 'secret', lifetimeMs: null });
    expect(calls).toHaveLength(0);
    expect(await credentials.refresh(true)).toEqual({ type: 'signedOut' });
    expect(calls[0]!.init.headers['authorization']).toBe('Bearer secret');
  });
});

describe('[S1] the token on the way to the socket', () => {
  class Spy {
    static made: unknown[][] = [];
    constructor(...args: unknown[]) {
      Spy.made.push(args);
    }
    send(): void {}
    close(): void {}
    addEventListener(): void {}
  }
  const silent = { onOpen: () => {}, onMessage: () => {}, onClose: () => {} };

  test('is a second subprotocol in browsers and a header elsewhere, never part of the address', () => {
    const url = socketUrl('https://chat.example/sub/');
    expect(url).toBe('wss://chat.example/sub/api/v1/socket');
    browserSocket(Spy)(url, 'T', silent);
    nodeSocket(Spy)(url, 'T', silent);
    expect(Spy.made).toEqual([
      [url, ['roost.v1', 'roost.jwt.T']],
      [url, ['roost.v1'], { headers: { authorization: 'Bearer T' } }],
    ]);
  });
});
