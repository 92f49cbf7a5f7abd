import { createClient } from '@roost/client/client';
import { withFallback } from '@roost/client/fallback';
import { lateSocket } from '@roost/client/lateSocket';
import { systemClock, systemRandomness, type SocketFactory } from '@roost/client/ports';
import { findDraft } from '@roost/client/selectors';
import { browserSocket } from '@roost/client/socket';
import { createStore } from 'zustand';
import { createDrafts } from './draftBook.ts';
import { http } from './http.ts';
import { createEventHub, makeRoost } from './makeRoost.ts';
import { createPresenceWatch } from './presenceWatch.ts';
import type { RoostCore } from './roost.ts';
import { createSessions, type ClientMaker } from './sessions.ts';
import { nothingYet, type RoostState } from './state.ts';
import { followTheBrowser } from './followTheBrowser.ts';

/** The page's one core: finds out who one is and keeps the store true from then on. */
export function startRoost(): RoostCore {
  const store = createStore<RoostState>(() => ({ ...nothingYet, session: { state: 'starting', unreachable: false } }));
  const drafts = createDrafts({
    server: {
      all: () => [...(sessions.client()?.state.replica.workspaces.values() ?? [])].map((each) => each.drafts),
      find: (key) => {
        const state = sessions.client()?.state;
        return state && findDraft(state, key);
      },
      isLive: () => sessions.client()?.state.connection.phase === 'live',
      write: (writing) => roost.command('draft.write', writing).then(({ draft }) => draft),
    },
  });
  const events = createEventHub();
  const sessions = createSessions({ store, drafts, events, http, makeClient });
  const presence = createPresenceWatch((users) => sessions.client()?.watchPresence(users));
  store.subscribe(({ session }, before) => session !== before.session && presence.repeat());
  store.subscribe(drafts.look);
  const roost = makeRoost(store, sessions.client, events);
  followTheBrowser({ client: sessions.client, drafts });
  void sessions.begin();
  return { store, roost, doors: sessions.doors, drafts, presence };
}

const world = {
  fetch: (url: string, init: RequestInit): Promise<Response> => fetch(url, init),
  clock: systemClock,
  random: systemRandomness,
};

/** One for the page: what it has learnt of the network holds for whoever signs in next. */
const socket = withFallback([browserSocket(WebSocket), overHttp('stream'), overHttp('poll')], systemClock);

/** Most networks let WebSockets through, so this is not part of the first load. */
function overHttp(kind: 'stream' | 'poll'): SocketFactory {
  return lateSocket(async () => (await import('@roost/client/httpSocket')).httpSocket(world, kind));
}

const makeClient: ClientMaker = ({ storage, leadership, credentials }) =>
  createClient({
    baseUrl: window.location.origin,
    socket,
    credentials,
    storage,
    leadership,
    onBug: reportError,
  });
