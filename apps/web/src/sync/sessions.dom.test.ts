import type { ClientApi } from '@roost/client/api';
import { RequestRejected } from '@roost/client/rejected';
import type { Credentials, Refreshed } from '@roost/client/ports';
import type { ClientState, ConnectionStatus } from '@roost/client/types';
import { rejects, type RejectCode } from '@roost/protocol/codes';
import { newId } from '@roost/protocol/ids';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand';
import { forgetfulStore, type DeviceStore } from './deviceStore.ts';
import { createDrafts, type Drafts } from './draftBook.ts';
import type { Http } from './http.ts';
import { createEventHub } from './makeRoost.ts';
import { account as remembered } from './rememberedAccount.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { nothingYet, type RoostState } from './state.ts';

const sofia = { id: newId('account'), email: 'sofia@harbor.example', name: 'Sofia' };
const ade = { id: newId('account'), email: 'ade@harbor.example', name: 'Ade' };
const entryOf = (account: typeof sofia) => ({
  accessToken: `token of ${account.name}`,
  expiresAt: '2030-01-01T00:00:00.000000Z',
  account,
  user: null,
  workspace: null,
  workspaces: [],
});
const refusal = (code: RejectCode) => new RequestRejected({ code, detail: code, retryable: rejects[code].retryable });

/** A client that does nothing but have a connection that the test moves. */
class FakeClient {
  state: ClientState = { ...nothingYet, connection: { phase: 'connecting', since: 0 } };
  stopped = false;
  readonly listeners = new Set<() => void>();
  readonly credentials: Credentials;
  constructor(credentials: Credentials) {
    this.credentials = credentials;
  }
  start = async () => {};
  stop = () => void (this.stopped = true);
  onEvent = () => () => {};
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  become(phase: ConnectionStatus['phase']) {
    const connection = (
      phase === 'signedOut' ? { phase, since: 0, reason: 'revoked' } : { phase, since: 0 }
    ) as ConnectionStatus;
    this.state = { ...this.state, connection };
    for (const listener of [...this.listeners]) listener();
  }
}

let answers: Map<string, () => unknown>;
let asked: string[];
let clients: FakeClient[];
let devices: Map<string, DeviceStore>;
let wiped: string[];
let sessions: Sessions;
let drafts: Drafts;
const store = createStore<RoostState>(() => ({ ...nothingYet, session: { state: 'starting', unreachable: false } }));
const now = () => store.getState().session;
const newest = () => clients.at(-1)!;

function newPage() {
  store.setState({ ...nothingYet, session: { state: 'starting', unreachable: false } });
  const http = (async (name: string, _args: unknown, token?: string) => {
    asked.push(token ? `${name} as ${token}` : name);
    const answer = answers.get(name);
    if (!answer) throw new TypeError('Failed to fetch');
    return answer();
  }) as Http;
  drafts = createDrafts({ after: () => () => {} });
  sessions = createSessions({
    store,
    drafts,
    events: createEventHub(),
    http,
    makeClient: ({ credentials }) => {
      clients.push(new FakeClient(credentials));
      return newest() as unknown as ClientApi;
    },
    openStore: async (id) => {
      const device = devices.get(id) ?? { ...forgetfulStore(), wipe: async () => void wiped.push(id) };
      devices.set(id, device);
      return device;
    },
    after: () => {},
  });
  return sessions.begin();
}

const refuses = (code: RejectCode) => () => {
  throw refusal(code);
};

beforeEach(() => {
  localStorage.clear();
  answers = new Map([['server.info', () => ({ setUp: true })]]);
  asked = [];
  clients = [];
  devices = new Map();
  wiped = [];
});

describe('who is signed in', () => {
  it('is nobody on an empty server, which waits to be set up', async () => {
    answers.set('login.refresh', refuses('unauthenticated')).set('server.info', () => ({ setUp: false }));
    await newPage();
    expect(now()).toEqual({ state: 'setup' });
  });

  it('is nobody without a login', async () => {
    answers.set('login.refresh', refuses('unauthenticated'));
    await newPage();
    expect(now()).toEqual({ state: 'signedOut' });
  });

  it('is not decided while the server cannot be reached', async () => {
    await newPage();
    expect(now()).toEqual({ state: 'starting', unreachable: true });
    answers.set('login.refresh', () => entryOf(sofia));
    sessions.doors.retry();
    await expect.poll(now).toEqual({ state: 'signedIn', account: sofia, over: false });
  });

  it('is not decided either when the server goes away in the middle', async () => {
    answers.set('login.refresh', refuses('unauthenticated'));
    answers.delete('server.info');
    await newPage();
    expect(now()).toEqual({ state: 'starting', unreachable: true });
  });

  it('is who the cookie says, and the token of that answer is not asked for twice', async () => {
    answers.set('login.refresh', () => entryOf(sofia));
    await newPage();
    expect(now()).toEqual({ state: 'signedIn', account: sofia, over: false });
    expect(await newest().credentials.refresh(false)).toMatchObject({ type: 'ok', token: 'token of Sofia' });
    expect(asked).toEqual(['login.refresh']);
    await newest().credentials.refresh(false);
    expect(asked).toEqual(['login.refresh', 'login.refresh']);
  });

  it('is known on a warm start before anything is asked', async () => {
    remembered.set(sofia);
    await newPage();
    expect(now()).toEqual({ state: 'signedIn', account: sofia, over: false });
    expect(asked).toEqual([]);
  });
});

describe('a login that the server no longer knows', () => {
  beforeEach(async () => {
    remembered.set(sofia);
    await newPage();
  });

  it('leads to the sign-in page when the page has just been opened', async () => {
    newest().become('signedOut');
    await expect.poll(now).toEqual({ state: 'signedOut' });
    expect(remembered.get()).toBeNull();
    expect(newest().stopped).toBe(true);
  });

  it('keeps what was typed a moment ago for whoever signs in again', async () => {
    drafts.set('C1', 'half a thou');
    newest().become('signedOut');
    await expect.poll(now).toEqual({ state: 'signedOut' });
    expect(drafts.get('C1')).toBe('');
    expect(await devices.get(sofia.id)!.drafts.readDrafts()).toEqual(
      new Map([['C1', { text: 'half a thou', base: 0 }]]),
    );
  });

  it('leaves a page as it is on which somebody is at work', async () => {
    newest().become('live');
    newest().become('signedOut');
    expect(now()).toEqual({ state: 'signedIn', account: sofia, over: true });
    const said = now();
    newest().become('signedOut');
    expect(now()).toBe(said);
  });

  it('is replaced by signing in again, with a new client on the same device store', async () => {
    newest().become('live');
    newest().become('signedOut');
    answers.set('login.create', () => entryOf(sofia));
    await sessions.doors.signIn({ email: sofia.email, password: 'x' });
    expect(now()).toEqual({ state: 'signedIn', account: sofia, over: false });
    expect(clients.map((client) => client.stopped)).toEqual([true, false]);
    expect(devices.size).toBe(1);
  });

  it.each<[string, RejectCode, Refreshed['type']]>([
    ['over', 'unauthenticated', 'signedOut'],
    ['not over while another tab refreshes', 'refresh_pending', 'wait'],
    ['not over while the server is busy', 'busy', 'wait'],
  ])('is %s when a refresh is refused with %s', async (_what, code, type) => {
    answers.set('login.refresh', refuses(code));
    expect((await newest().credentials.refresh(true)).type).toBe(type);
  });

  it('is over for this page when the cookie has become somebody else’s', async () => {
    answers.set('login.refresh', () => entryOf(ade));
    expect((await newest().credentials.refresh(true)).type).toBe('signedOut');
  });
});

describe('signing out', () => {
  beforeEach(async () => {
    remembered.set(sofia);
    await newPage();
  });

  it('wipes the device and ends the login at the server', async () => {
    answers.set('login.refresh', () => entryOf(sofia)).set('login.end', () => ({}));
    await sessions.doors.signOut();
    expect(now()).toEqual({ state: 'signedOut' });
    expect(wiped).toEqual([sofia.id]);
    expect(asked).toContain('login.end as token of Sofia');
    expect(remembered.isLeaving()).toBe(false);
  });

  it('without a network wipes the device too, and the next page ends the login instead of using it', async () => {
    await sessions.doors.signOut();
    expect(wiped).toEqual([sofia.id]);
    let ended = false;
    answers
      .set('login.refresh', () => (ended ? refuses('unauthenticated')() : entryOf(sofia)))
      .set('login.end', () => void (ended = true));
    await newPage();
    expect(ended).toBe(true);
    expect(now()).toEqual({ state: 'signedOut' });
  });
});
