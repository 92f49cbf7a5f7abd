import { createClient } from '@roost/client/client';
import { browserSocket } from '@roost/client/socket';
import { createStore } from 'zustand';
import { createDrafts } from './drafts.ts';
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
  const drafts = createDrafts();
  const events = createEventHub();
  const sessions = createSessions({ store, drafts, events, http, makeClient });
  const presence = createPresenceWatch((users) => sessions.client()?.watchPresence(users));
  const roost = makeRoost(store, sessions.client, events);
  followTheBrowser({ client: sessions.client, drafts });
  void sessions.begin();
  return { store, roost, doors: sessions.doors, drafts, presence };
}

const makeClient: ClientMaker = ({ storage, leadership, credentials }) =>
  createClient({
    baseUrl: window.location.origin,
    socket: browserSocket(WebSocket),
    credentials,
    storage,
    leadership,
    onBug: reportError,
  });
