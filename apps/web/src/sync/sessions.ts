import type { ClientApi } from '@roost/client/api';
import type { ClientStorage, Credentials, Leadership, Refreshed } from '@roost/client/ports';
import type { Account } from '@roost/protocol/entities';
import type { Entry } from '@roost/protocol/operations/accounts';
import type { StoreApi } from 'zustand';
import { bindClient } from './bindClient.ts';
import { forgetfulStore, openDeviceStore, wipeOthers, type DeviceStore } from './deviceStore.ts';
import type { Drafts } from './drafts.ts';
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

export type ClientMaker = (ports: { storage: ClientStorage; leadership: Leadership; credentials: Credentials }) => ClientApi;

export interface SessionsWorld {
  store: StoreApi<RoostState>;
  drafts: Drafts;
  events: EventHub;
  http: Http;
  makeClient: ClientMaker;
  openStore?: (account: string) => Promise<DeviceStore>;
  after?: (ms: number, run: () => void) => void;
}

interface Open {
  account: Account;
  client: ClientApi;
  device: DeviceStore;
  close(): void;
  /** Whether this page has seen the server accept the login. */
  wasLive: boolean;
}

const retryMs = 4000;

export function createSessions(world: SessionsWorld): Sessions {
  const { store, http } = world;
  const openStore = world.openStore ?? ((account) => openDeviceStore(account).catch(forgetfulStore));
  const after = world.after ?? ((ms, run) => void setTimeout(run, ms));
  let open: Open | null = null;
  /** What signing in just answered: the client need not ask for a token again. */
  let fresh: Entry | null = null;

  const set = (session: Session) => store.setState({ session });

  async function begin(): Promise<void> {
    if (remembered.isLeaving()) await leave();
    const account = remembered.get();
    if (account) await openFor(account);
    else await ask();
  }

  /** Nobody is known here: the cookie may still know, else the server says whether it waits to be set up. */
  async function ask(): Promise<void> {
    try {
      await enter(await http('login.refresh', {}));
    } catch (error) {
      const reject = toReject(error);
      if (reject && !reject.retryable) return await askForDoor();
      set({ state: 'starting', unreachable: true });
      after(retryMs, () => store.getState().session.state === 'starting' && void ask());
    }
  }

  async function askForDoor(): Promise<void> {
    const { setUp } = await http('server.info', {});
    set({ state: setUp ? 'signedOut' : 'setup' });
  }

  async function enter(entry: Entry): Promise<void> {
    fresh = entry;
    const { account } = entry;
    if (remembered.get()?.id !== account.id) await wipeOthers(account.id).catch(() => {});
    remembered.set(account);
    if (entry.workspace) rememberWorkspace(entry.workspace.id);
    await openFor(account);
  }

  async function openFor(account: Account): Promise<void> {
    const before = open;
    open = null;
    before?.close();
    if (before && before.account.id !== account.id) {
      world.drafts.forget();
      store.setState({ ...nothingYet });
    }
    const device = await openStore(account.id);
    const leadership = tabLeadership(`roost.leader.${account.id}`);
    const client = world.makeClient({ storage: device.client, leadership, credentials: { refresh: (failed) => refresh(account, failed) } });
    await Promise.all([client.start(), world.drafts.load(device.drafts).catch(() => {})]);
    const unbind = bindClient(client, store);
    const unlisten = client.onEvent(world.events.tell);
    const mine: Open = {
      account,
      client,
      device,
      wasLive: false,
      close() {
        unbind();
        unlisten();
        unwatch();
        client.stop();
        leadership.resign();
        device.close();
      },
    };
    const unwatch = client.subscribe(() => watch(mine));
    open = mine;
    store.setState({ missing: new Set() });
    set({ state: 'signedIn', account, over: false });
    watch(mine);
  }

  /** The connection tells when the server no longer knows the login. */
  function watch(mine: Open): void {
    const { phase } = mine.client.state.connection;
    if (phase === 'live') mine.wasLive = true;
    if (phase !== 'signedOut' || open !== mine) return;
    if (mine.wasLive) return set({ state: 'signedIn', account: mine.account, over: true });
    open = null;
    mine.close();
    world.drafts.forget();
    store.setState({ ...nothingYet });
    remembered.forget();
    void askForDoor().catch(() => set({ state: 'signedOut' }));
  }

  async function refresh(account: Account, failed: boolean): Promise<Refreshed> {
    const just = fresh;
    fresh = null;
    if (just && !failed) return toRefreshed(just);
    try {
      const entry = await http('login.refresh', {});
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

  /** Ends the login at the server with whatever still proves it; the mark stays until that has worked. */
  async function leave(): Promise<void> {
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

  async function signOut(): Promise<void> {
    const last = open;
    open = null;
    remembered.leave();
    world.drafts.forget();
    set({ state: 'signedOut' });
    store.setState({ ...nothingYet });
    last?.close();
    await Promise.all([leave(), last && wipe(last)]);
  }

  async function wipe({ account }: Open): Promise<void> {
    const device = await openStore(account.id);
    await device.wipe();
  }

  const doors: Doors = {
    setUp: async (args) => enter(await http('setup.create', args)),
    signIn: async (args) => enter(await http('login.create', args)),
    preview: (code) => http('invite.preview', { code }),
    async accept(args) {
      if (open && store.getState().session.state === 'signedIn' && args.email === undefined) {
        return (await open.client.command('invite.accept', args)).workspace?.id ?? null;
      }
      const entry = await http('invite.accept', args);
      await enter(entry);
      return entry.workspace?.id ?? null;
    },
    signOut,
    retry: () => void ask(),
  };
  return { begin, client: () => open?.client ?? null, doors };
}

function toRefreshed(entry: Entry): Refreshed {
  return { type: 'ok', token: entry.accessToken, lifetimeMs: Math.max(0, Date.parse(entry.expiresAt) - Date.now()), subject: entry.account.id };
}
