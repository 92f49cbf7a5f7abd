import type { ClientApi } from '@roost/client/api';
import { RequestRejected } from '@roost/client/rejected';
import type { Event } from '@roost/protocol/events';
import type { Answer } from '@roost/protocol/registry';
import type { StoreApi } from 'zustand';
import { channelOf } from './channels.ts';
import { toReject } from './reject.ts';
import type { Roost } from './roost.ts';
import type { RoostState } from './state.ts';

/** The acts of features over whichever client is there now. Without one (signed out) asking is refused and the rest is silent. */
export function makeRoost(store: StoreApi<RoostState>, current: () => ClientApi | null, events: EventHub): Roost {
  return {
    query: (name, args) => current()?.query(name, args) ?? (refused() as Answer<typeof name>),
    command: (name, args, key) => current()?.command(name, args, key) ?? (refused() as Answer<typeof name>),
    post: (message) => current()?.post(message) ?? null,
    send: (intent, options) => current()?.send(intent, options) ?? null,
    release: (key) => current()?.release(key),
    retry: (key) => current()?.retry(key),
    edit: (key, text) => current()?.edit(key, text) ?? false,
    remove: (key) => current()?.remove(key) ?? false,
    markRead: (channel, message, options) => current()?.markRead(channel, message, options),
    markThreadRead: (root, upTo, options) => current()?.markThreadRead(root, upTo, options),
    markReadTo: (channel, at, options) => current()?.markReadTo(channel, at, options),
    openChannel: (channel) => current()?.openChannel(channel),
    loadOlder: (channel) => current()?.loadOlder(channel),
    loadNewer: (channel) => current()?.loadNewer(channel),
    loadAround: (channel, place) => current()?.loadAround(channel, place),
    jumpToPresent: (channel) => current()?.jumpToPresent(channel),
    openThread: (root, channel) => current()?.openThread(root, channel),
    loadThreadOlder: (root) => current()?.loadThreadOlder(root),
    loadThreadNewer: (root) => current()?.loadThreadNewer(root),
    closeThread: (root) => current()?.closeThread(root),
    needUsers: (workspace, users) => current()?.needUsers(workspace, users),
    learnUsers: (users) => current()?.learnUsers(users),
    learnChannels: (channels) => current()?.learnChannels(channels),
    setPresence: (state) => current()?.setPresence(state),
    typing: (channel) => current()?.typing(channel),
    retryNow: () => current()?.retryNow(),
    onEvent: events.listen,
    ...opening(store, current),
  };
}

/** The answer where nobody is signed in. */
function refused(): Promise<never> {
  return Promise.reject(
    new RequestRejected({ code: 'unauthenticated', detail: 'Nobody is signed in.', retryable: false }),
  );
}

function opening(store: StoreApi<RoostState>, current: () => ClientApi | null): Pick<Roost, 'open' | 'meetChannel'> {
  const meeting = new Set<string>();
  let shown: string | null = null;
  const open = (channel: string | null) => {
    shown = channel;
    current()?.focus(channel);
    if (channel && channelOf(store.getState(), channel)) current()?.openChannel(channel);
  };
  const meet = async (client: ClientApi, channel: string) => {
    try {
      await client.query('channel.get', { channel });
      if (shown === channel) client.openChannel(channel);
    } catch (error) {
      const code = toReject(error)?.code;
      if (code === 'not_found' || code === 'forbidden')
        store.setState(({ missing }) => ({ missing: new Set([...missing, channel]) }));
    } finally {
      meeting.delete(channel);
    }
  };
  const meetChannel = (channel: string) => {
    const client = current();
    if (!client || meeting.has(channel)) return;
    meeting.add(channel);
    void meet(client, channel);
  };
  return { open, meetChannel };
}

type Listener = (event: Event, workspace: string | null) => void;

/** Passes on the events of whichever client is there now, so that listeners outlive a change of account. */
export interface EventHub {
  listen(listener: Listener): () => void;
  tell: Listener;
}

export function createEventHub(): EventHub {
  const listeners = new Set<Listener>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(event, workspace) {
      for (const listener of listeners) listener(event, workspace);
    },
  };
}
