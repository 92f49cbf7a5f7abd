import { newId } from '@roost/protocol/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inviteIn, openSettledHouse, PASSWORD, type Device, type House } from '../accounts/testHouse.ts';
import { endLogin } from './ending.ts';
import { PENDING_MS } from './rotation.ts';
import { moveGeneration, readLogin } from './sql.ts';

const SOFIA = { email: 'sofia@harbor.test', password: PASSWORD };

let house: House;
let sofia: Device;
let account: string;
let workspace: string;
beforeEach(async () => {
  const opened = await openSettledHouse();
  ({ house, sofia, workspace } = opened);
  account = opened.entry.account.id;
});
afterEach(() => house.close());

/** Another device of Sofia's. */
async function signIn(): Promise<Device> {
  const device = house.device();
  await device.enter('login.create', SOFIA);
  return device;
}

const idOf = (cookie: string | null) => cookie!.split('.')[0]!;
const endings = () =>
  house.heard.filter(({ type }) => type === 'login.ended').map(({ data }) => (data as { login: string }).login);

describe('signing in', () => {
  test('answers where one is, says so in the account’s stream and sets the cookie', async () => {
    const device = house.device();
    const entry = await device.enter('login.create', { ...SOFIA, email: ' Sofia@HARBOR.test '.trim() });
    expect(entry).toMatchObject({
      account: { id: account },
      user: { name: 'Sofia' },
      workspace: { name: 'Harbor Studio' },
    });
    expect(entry).not.toHaveProperty('refreshToken');
    expect(house.heard.at(-1)).toMatchObject({
      stream: account,
      type: 'login.created',
      data: { login: idOf(device.cookie) },
    });
    expect(await device.do('identity.workspaces', {})).toEqual({ workspaces: entry.workspaces });
  });

  test('[A5] a wrong password and an unknown e-mail are answered alike', async () => {
    const answers = await Promise.all(
      [
        { ...SOFIA, password: 'wrong' },
        { email: 'nobody@harbor.test', password: PASSWORD },
      ].map((args) =>
        house
          .device()
          .do('login.create', args)
          .catch((error: { body: unknown }) => error.body),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ code: 'wrong_credentials' });
  });

  test('[A5] an unknown e-mail costs one comparison, as a known one does', async () => {
    const compared: (string | null)[] = [];
    const { matches } = house.identity.passwords;
    house.identity.passwords.matches = function (known, password) {
      compared.push(known);
      return matches.call(this, known, password);
    };
    await house
      .device()
      .do('login.create', { ...SOFIA, email: 'nobody@harbor.test' })
      .catch(() => {});
    await house
      .device()
      .do('login.create', { ...SOFIA, password: 'wrong' })
      .catch(() => {});
    expect(compared).toEqual([null, expect.stringContaining('$argon2id$')]);
  });

  test('[A5] guessing is slowed down for known and unknown addresses alike, and the right password has to wait too', async () => {
    for (const email of [SOFIA.email, 'nobody@harbor.test']) {
      const guesser = house.device({ address: '10.9.8.7' });
      for (let i = 0; i < 10; i++) await guesser.do('login.create', { email, password: `guess ${i}` }).catch(() => {});
      await expect(guesser.do('login.create', { email, password: PASSWORD })).rejects.toMatchObject({
        code: 'rate_limited',
        retryAfterMs: 1_000,
      });
    }
    await house.device({ address: '10.1.1.1' }).do('login.create', SOFIA);
  });

  test('[A5] trying one password on many accounts is slowed down by address', async () => {
    const guesser = house.device({ address: '10.9.8.7' });
    const guess = (i: number) =>
      guesser.do('login.create', { email: `person${i}@harbor.test`, password: 'Summer2026!' });
    for (let i = 0; i < 100; i++) await expect(guess(i)).rejects.toMatchObject({ code: 'wrong_credentials' });
    await expect(guess(100)).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('a password that is changed while it is being compared does not sign in', async () => {
    const { passwords } = house.identity;
    const { matches } = passwords;
    passwords.matches = async (known, password) => {
      const same = await matches.call(passwords, known, password);
      passwords.matches = matches;
      await sofia.do('account.changePassword', { current: PASSWORD, password: 'another long password' });
      return same;
    };
    await expect(house.device().do('login.create', SOFIA)).rejects.toMatchObject({ code: 'wrong_credentials' });
    expect((await sofia.do('login.list', {})).logins).toHaveLength(1);
  });

  test('an account without a workspace can sign in all the same', async () => {
    await house.database.sql`delete from users`;
    expect(await house.device().do('login.create', SOFIA)).toMatchObject({
      user: null,
      workspace: null,
      workspaces: [],
    });
  });
});

describe('refreshing', () => {
  test('[A2] rotates the cookie and answers a new access token for the same login', async () => {
    const first = sofia.cookie;
    house.clock.nowMs += 9 * 60_000;
    const entry = await sofia.enter('login.refresh', {});
    expect(sofia.cookie).not.toBe(first);
    expect(idOf(sofia.cookie)).toBe(idOf(first));
    expect(entry).toMatchObject({ account: { id: account }, workspace: { name: 'Harbor Studio' } });
    expect(entry).not.toHaveProperty('refreshToken');
    expect(await house.identity.accessTokens.authenticate(entry.accessToken)).toMatchObject({
      credential: idOf(first),
    });
  });

  test('[A2] a lost answer: the same token gets the same successor, also days later', async () => {
    const first = sofia.cookie;
    const successors = new Set<string | null>();
    for (const waitMs of [0, 1_000, PENDING_MS * 2, 86_400_000]) {
      house.clock.nowMs += waitMs;
      sofia.cookie = first;
      await sofia.do('login.refresh', {});
      successors.add(sofia.cookie);
    }
    expect(successors.size).toBe(1);
    await sofia.do('login.refresh', {});
    expect(endings()).toEqual([]);
  });

  test('[A2] many tabs that refresh at the same moment, over two processes, all get the same successor', async () => {
    const other = await house.another();
    const tabs = Array.from({ length: 12 }, (_, i) => sofia.through(i % 2 ? house : other));
    await Promise.all(tabs.map((tab) => tab.do('login.refresh', {})));
    expect(new Set(tabs.map((tab) => tab.cookie)).size).toBe(1);
    expect(endings()).toEqual([]);
  });

  test('[A2] a refresh that was overtaken does not turn the login back', async () => {
    const id = idOf(sofia.cookie);
    for (let i = 0; i < 3; i++) await sofia.do('login.refresh', {});
    expect(await moveGeneration(house.database.sql, id, { from: 0, to: 1, at: 1 })).toBe(false);
    expect(await readLogin(house.database.sql, id)).toMatchObject({ generation: 3 });
  });

  test('[A3] a token whose successor was used is only refused within 30 s; the newest goes on', async () => {
    const old = sofia.cookie;
    await sofia.do('login.refresh', {});
    await sofia.do('login.refresh', {});
    house.clock.nowMs += PENDING_MS - 1;
    const tab = sofia.through(house);
    tab.cookie = old;
    await expect(tab.do('login.refresh', {})).rejects.toMatchObject({
      code: 'refresh_pending',
      body: { retryable: true },
    });
    expect(tab.cookie).toBe(old);
    await sofia.do('login.refresh', {});
    expect(endings()).toEqual([]);
  });

  test('[A3] after 30 s it ends the login: for whoever stole it and for whom it was stolen from', async () => {
    const old = sofia.cookie;
    await sofia.do('login.refresh', {});
    await sofia.enter('login.refresh', {});
    house.clock.nowMs += PENDING_MS;
    const revoked: string[] = [];
    house.identity.revocations.onRevoked((credential) => revoked.push(credential));
    const thief = house.device();
    thief.cookie = old;
    await expect(thief.do('login.refresh', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(sofia.do('login.refresh', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(sofia.do('login.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(revoked).toEqual([idOf(old)]);
    expect(endings()).toEqual([idOf(old)]);
  });

  test('what came as a cookie is never answered in the body, whatever the caller says it is', async () => {
    const entry = await sofia.do('login.refresh', { client: 'native' });
    expect(entry).not.toHaveProperty('refreshToken');
    const program = house.device();
    const { refreshToken } = await program.do('login.create', { ...SOFIA, client: 'native' });
    const refreshed = await program.do('login.refresh', { refreshToken: refreshToken! });
    expect(refreshed.refreshToken).toMatch(/^L\w{16}\.2\./);
    expect(program.cookie).toBeNull();
  });

  test('without a token, or with one that this server did not make, one has to sign in', async () => {
    const device = house.device();
    const tokens = [
      null,
      '',
      'x',
      `${newId('login')}.1.${'A'.repeat(43)}`,
      house.identity.refreshTokens.make(newId('login'), 1),
    ];
    for (const token of tokens) {
      device.cookie = token;
      await expect(device.do('login.refresh', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  test('a login that nobody used for 90 days has ended', async () => {
    house.clock.nowMs += 91 * 86_400_000;
    await expect(sofia.do('login.refresh', {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('signing out', () => {
  test('[A6] ends this login: cookie, refresh token, access token, sessions', async () => {
    const revoked: string[] = [];
    house.identity.revocations.onRevoked((credential) => revoked.push(credential));
    const cookie = sofia.cookie;
    await sofia.do('login.end', {});
    expect(sofia.cookie).toBeNull();
    expect(revoked).toEqual([idOf(cookie)]);
    expect(endings()).toEqual([idOf(cookie)]);
    await expect(sofia.do('login.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    sofia.cookie = cookie;
    await expect(sofia.do('login.refresh', {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('[A6] another process closes its sessions at its next look', async () => {
    const other = await house.another();
    const revoked: string[] = [];
    other.identity.revocations.onRevoked((credential) => revoked.push(credential));
    const login = idOf(sofia.cookie);
    await sofia.do('login.end', {});
    await other.identity.revocations.sweep();
    expect(revoked).toEqual([login]);
    await expect(sofia.through(other).do('login.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('ends another login of the same account, once, and leaves one’s own cookie', async () => {
    const phone = await signIn();
    const login = idOf(phone.cookie);
    const other = await house.another();
    await Promise.all([house, house, other].map((each) => endLogin(each.world, each.identity, account, login)));
    await sofia.do('login.end', { login });
    const [row] = await house.database.sql<{ endings: number }[]>`
      select count(*) as endings from event where type = 'login.ended'`;
    expect(row!.endings).toBe(1);
    expect(sofia.cookie).not.toBeNull();
    await expect(phone.do('login.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await sofia.do('login.list', {})).logins).toHaveLength(1);
  });

  test('[O7] somebody else’s login is not found', async () => {
    const { entry } = await inviteIn(house, sofia, workspace, 'Maya');
    const [row] = await house.database.sql<
      { id: string }[]
    >`select id from login where account_id = ${entry.account.id}`;
    for (const login of [row!.id, newId('login')]) {
      await expect(sofia.do('login.end', { login })).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('the list of logins', () => {
  test('names devices and says which one asks', async () => {
    house.clock.nowMs += 1_000;
    await signIn();
    const { logins } = await sofia.do('login.list', {});
    expect(logins.map(({ current }) => current)).toEqual([false, true]);
    expect(logins[0]).toMatchObject({ device: 'test' });
  });
});

describe('changing the password', () => {
  const change = { current: PASSWORD, password: 'another long password' };

  test('[A6] ends every other login and keeps this one', async () => {
    const [phone, tablet] = [await signIn(), await signIn()];
    await sofia.do('account.changePassword', change);
    expect(endings().sort()).toEqual([idOf(phone.cookie), idOf(tablet.cookie)].sort());
    await expect(phone.do('login.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(tablet.do('login.refresh', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await sofia.do('login.refresh', {});
    await expect(house.device().do('login.create', SOFIA)).rejects.toMatchObject({ code: 'wrong_credentials' });
    await house.device().do('login.create', { ...SOFIA, password: change.password });
  });

  test('works with one login too, and needs the current password', async () => {
    await expect(sofia.do('account.changePassword', { ...change, current: 'wrong' })).rejects.toMatchObject({
      code: 'wrong_credentials',
    });
    await sofia.do('account.changePassword', change);
    await house.device().do('login.create', { ...SOFIA, password: change.password });
  });

  test('whoever signs in with the old password at this moment is signed out or refused', async () => {
    const other = await house.another();
    const intruders = Array.from({ length: 8 }, (_, i) => (i % 2 ? house : other).device());
    const [, ...signedIn] = await Promise.allSettled([
      sofia.do('account.changePassword', change),
      ...intruders.map((each) => each.enter('login.create', SOFIA)),
    ]);
    await other.identity.revocations.sweep();
    await house.identity.revocations.sweep();
    for (const [i, result] of signedIn.entries()) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'wrong_credentials' });
      else await expect(intruders[i]!.do('login.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    expect((await sofia.do('login.list', {})).logins).toHaveLength(1);
  });
});
