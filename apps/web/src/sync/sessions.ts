import type { ClientApi } from '@roost/client/api';
import type { ClientStorage, Credentials, Leadership, Refreshed } from '@roost/client/ports';
import type { Account } from '@roost/protocol/entities';
import type { Entry } from '@roost/protocol/operations/accounts';
import type { Args } from '@roost/protocol/registry';
import type { StoreApi } from 'zustand';
import { bindClient } from './bindClient.ts';
import { forgetfulStore, openDeviceStore, wipeOthers, type DeviceStore } from './deviceStore.ts';
import type { Drafts } from './draftBook.ts';
import type { Http } from './http.ts';
import { rememberWorkspace } from './lastChannel.ts';
import { tabLeadership } from './leadership.ts';
import type { EventHub } from './makeRoost.ts';
import { toReject } from './reject.ts';
import { account as remembered } from './rememberedAccount.ts';
import type { Doors } from './session.ts';
import { nothingYet, type RoostState, type Session } from './state.ts';

/**
 * Who is signed in, and the client that belongs to them.
 * Guarantees: a page that knows its account shows what the device has before the network answers; a session that ends under
 * somebody's hands leaves the page as it is and asks them to sign in again; what belongs to another account is neither shown
 * nor kept; signing out wipes the device, also when the server cannot be told.
 */
export interface Sessions {
  begin(): Promise<void>;
  client(): ClientApi | null;
  doors: Doors;
}

export type ClientMaker = (ports: {
  storage: ClientStorage;
  leadership: Leadership;
  credentials: Credentials;
}) => ClientApi;

export interface SessionsWorld {
  store: StoreApi<RoostState>;
  drafts: Drafts;
  events: EventHub;
  http: Http;
  makeClient: ClientMaker;
  openStore?: (account: string) => Promise<DeviceStore>;
  after?: (ms: number, run: () => void) => void;
}

export function createSessions(world: SessionsWorld): Sessions {
  return new BrowserSessions(world);
}

interface Open {
  account: Account;
  client: ClientApi;
  close(): void;
  /** Whether this page has seen the server accept the login. */
  wasLive: boolean;
}

const retryMs = 4000;

class BrowserSessions implements Sessions {
  readonly doors: Doors;
  #open: Open | null = null;
  /** What signing in just answered: the client need not ask for a token again. */
  #fresh: Entry | null = null;
  readonly #world: Required<SessionsWorld>;

  constructor(world: SessionsWorld) {
    this.#world = {
      openStore: (account) => openDeviceStore(account).catch(forgetfulStore),
      after: (ms, run) => void setTimeout(run, ms),
      ...world,
    };
    const { http } = world;
    this.doors = {
      setUp: async (args) => this.#enter(await http('setup.create', args)),
      signIn: async (args) => this.#enter(await http('login.create', args)),
      preview: (code) => http('invite.preview', { code }),
      accept: (args) => this.#accept(args),
      signOut: () => this.#signOut(),
      retry: () => void this.#ask(),
    };
  }

  readonly client = (): ClientApi | null => this.#open?.client ?? null;

  async begin(): Promise<void> {
    if (remembered.isLeaving()) await this.#leave();
    const account = remembered.get();
    if (account) await this.#openFor(account);
    else await this.#ask();
  }

  #set(session: Session): void {
    this.#world.store.setState({ session });
  }

  /** Nobody is known here: the cookie may still know, else the server says whether it waits to be set up. */
  async #ask(): Promise<void> {
    try {
      await this.#enter(await this.#world.http('login.refresh', {}));
    } catch (error) {
      const reject = toReject(error);
      if (reject && !reject.retryable) await this.#askForDoor().catch(() => this.#askLater());
      else this.#askLater();
    }
  }

  #askLater(): void {
    const { store, after } = this.#world;
    this.#set({ state: 'starting', unreachable: true });
    after(retryMs, () => store.getState().session.state === 'starting' && void this.#ask());
  }

  async #askForDoor(): Promise<void> {
    const { setUp } = await this.#world.http('server.info', {});
    this.#set({ state: setUp ? 'signedOut' : 'setup' });
  }

  async #enter(entry: Entry): Promise<void> {
    this.#fresh = entry;
    const { account } = entry;
    if (remembered.get()?.id !== account.id) await wipeOthers(account.id).catch(() => {});
    remembered.set(account);
    if (entry.workspace) rememberWorkspace(entry.workspace.id);
    await this.#openFor(account);
  }

  async #openFor(account: Account): Promise<void> {
    const { store, drafts } = this.#world;
    const before = this.#open;
    this.#open = null;
    drafts.flush();
    before?.close();
    if (before && before.account.id !== account.id) {
      drafts.forget();
      store.setState({ ...nothingYet });
    }
    const mine = await this.#connect(account);
    this.#open = mine;
    store.setState({ missing: new Set() });
    this.#set({ state: 'signedIn', account, over: false });
    this.#watch(mine);
  }

  /** A client of this account on this device, bound to the store. */
  async #connect(account: Account): Promise<Open> {
    const { store, drafts, events, makeClient, openStore } = this.#world;
    const device = await openStore(account.id);
    const leadership = tabLeadership(`roost.leader.${account.id}`);
    const credentials: Credentials = { refresh: (failed) => this.#refresh(account, failed) };
    const client = makeClient({ storage: device.client, leadership, credentials });
    await Promise.all([client.start(), drafts.load(device.drafts).catch(() => {})]);
    const ends = [bindClient(client, store), client.onEvent(events.tell), client.subscribe(() => this.#watch(mine))];
    const mine: Open = {
      account,
      client,
      wasLive: false,
      close() {
        for (const end of ends) end();
        client.stop();
        leadership.resign();
        device.close();
      },
    };
    return mine;
  }

  /** The connection tells when the server no longer knows the login. */
  #watch(mine: Open): void {
    const { phase } = mine.client.state.connection;
    if (phase === 'live') mine.wasLive = true;
    if (phase !== 'signedOut' || this.#open !== mine) return;
    if (mine.wasLive) return this.#setOver(mine.account);
    this.#open = null;
    // Whoever signs in again finds what they were writing.
    this.#world.drafts.flush();
    mine.close();
    this.#world.drafts.forget();
    this.#world.store.setState({ ...nothingYet });
    remembered.forget();
    void this.#askForDoor().catch(() => this.#set({ state: 'signedOut' }));
  }

  /** Said once: whoever follows the session may ask the client for something, which would have it looked at again. */
  #setOver(account: Account): void {
    const { session } = this.#world.store.getState();
    if (session.state === 'signedIn' && session.over) return;
    this.#set({ state: 'signedIn', account, over: true });
  }

  async #refresh(account: Account, failed: boolean): Promise<Refreshed> {
    const just = this.#fresh;
    this.#fresh = null;
    if (just && !failed) return toRefreshed(just);
    try {
      const entry = await this.#world.http('login.refresh', {});
      // The cookie has become somebody else's in another tab: this page must not go on as them.
      if (entry.account.id !== account.id) return { type: 'signedOut' };
      remembered.set(entry.account);
      return toRefreshed(entry);
    } catch (error) {
      const reject = toReject(error);
      if (!reject || reject.retryable) return { type: 'wait', afterMs: reject?.retryAfterMs ?? null };
      return { type: 'signedOut' };
    }
  }

  /** With a new account, or with the one that is signed in. */
  async #accept(args: Args<'invite.accept'>): Promise<string | null> {
    if (this.#open && args.email === undefined) {
      const joined = await this.#open.client.command('invite.accept', args);
      return joined.workspace?.id ?? null;
    }
    const entry = await this.#world.http('invite.accept', args);
    await this.#enter(entry);
    return entry.workspace?.id ?? null;
  }

  async #signOut(): Promise<void> {
    const { store, drafts, openStore } = this.#world;
    const last = this.#open;
    this.#open = null;
    remembered.leave();
    drafts.forget();
    this.#set({ state: 'signedOut' });
    store.setState({ ...nothingYet });
    last?.close();
    const wiped = last && openStore(last.account.id).then((device) => device.wipe());
    await Promise.all([this.#leave(), wiped]);
  }

  /** Ends the login at the server with whatever still proves it; the mark stays until that has worked. */
  async #leave(): Promise<void> {
    const { http } = this.#world;
    remembered.forget();
    try {
      const { accessToken } = await http('login.refresh', {});
      await http('login.end', {}, accessToken);
      remembered.hasLeft();
    } catch (error) {
      const reject = toReject(error);
      if (reject && !reject.retryable) remembered.hasLeft();
    }
  }
}

function toRefreshed(entry: Entry): Refreshed {
  return {
    type: 'ok',
    token: entry.accessToken,
    lifetimeMs: Math.max(0, Date.parse(entry.expiresAt) - Date.now()),
    subject: entry.account.id,
  };
}
