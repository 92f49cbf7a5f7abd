import type { ClientApi } from '@roost/client/api';
import type { ClientState } from '@roost/client/types';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand';
import { bindClient } from './bindClient.ts';
import { nothingYet, type RoostState } from './state.ts';

function world() {
  let changed = () => {};
  const client = {
    state: { ...nothingYet } as ClientState,
    subscribe: (listener: () => void) => {
      changed = listener;
      return () => {
        changed = () => {};
      };
    },
  };
  const frames: (() => void)[] = [];
  const store = createStore<RoostState>(() => ({ ...nothingYet, session: { state: 'starting', unreachable: false } }));
  let notifications = 0;
  store.subscribe(() => notifications++);
  const stop = bindClient(client as unknown as ClientApi, store, (run) => frames.push(run));
  const arrive = (since: number) => {
    client.state = { ...client.state, connection: { phase: 'live', since } };
    changed();
  };
  const paint = () => frames.splice(0).forEach((run) => run());
  return { store, arrive, paint, stop, notifications: () => notifications };
}

describe('the store', () => {
  it('hears of the client at most once per frame, however much arrives', () => {
    const { store, arrive, paint, notifications } = world();
    const before = notifications();
    for (let i = 1; i <= 50; i++) arrive(i);
    expect(notifications()).toBe(before);
    paint();
    expect(notifications()).toBe(before + 1);
    expect(store.getState().connection).toEqual({ phase: 'live', since: 50 });
  });

  it('hears nothing of a client that has been let go, not even what was on its way', () => {
    const { store, arrive, paint, stop } = world();
    arrive(1);
    stop();
    paint();
    arrive(2);
    paint();
    expect(store.getState().connection).toEqual(nothingYet.connection);
  });
});
