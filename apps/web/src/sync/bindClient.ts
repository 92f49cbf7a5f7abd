import type { ClientApi } from '@roost/client/api';
import type { StoreApi } from 'zustand';
import type { RoostState } from './state.ts';

/** Calls once, when the browser paints next, or soon where it does not paint (a hidden page). */
export type NextFrame = (run: () => void) => void;

export const nextFrame: NextFrame = (run) => {
  if (document.visibilityState === 'visible') requestAnimationFrame(run);
  else setTimeout(run, 100);
};

/** Copies the client's three slices into the store, at most once per frame however much arrives. Returns how to stop. */
export function bindClient(client: ClientApi, store: StoreApi<RoostState>, soon: NextFrame = nextFrame): () => void {
  let planned = false;
  let stopped = false;
  const copy = () => {
    planned = false;
    if (stopped) return;
    const { replica, live, outbox, connection } = client.state;
    store.setState({ replica, live, outbox, connection });
  };
  copy();
  const unsubscribe = client.subscribe(() => {
    if (planned) return;
    planned = true;
    soon(copy);
  });
  return () => {
    stopped = true;
    unsubscribe();
  };
}
