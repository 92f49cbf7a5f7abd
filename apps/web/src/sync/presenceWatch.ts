import { limits } from '@roost/protocol/limits';

export interface PresenceWatch {
  /** Follows a person until the answer is called. */
  watch(userId: string): () => void;
  /** Tells the list again: there is another client, which does not know it. */
  repeat(): void;
}

const settleMs = 200;

/** Counts who is on the screen and tells the server the whole list when it has settled; scrolling sends one list, not fifty. */
export function createPresenceWatch(
  send: (users: string[]) => void,
  after: (ms: number, run: () => void) => void = (ms, run) => void setTimeout(run, ms),
): PresenceWatch {
  const shown = new Map<string, number>();
  let last = '';
  let planned = false;

  const tell = () => {
    const users = [...shown.keys()].toSorted().slice(0, limits.watchedUsers);
    const list = users.join();
    if (list === last) return;
    last = list;
    send(users);
  };
  const plan = () => {
    if (planned) return;
    planned = true;
    after(settleMs, () => {
      planned = false;
      tell();
    });
  };
  return {
    repeat() {
      last = '';
      tell();
    },
    watch(userId) {
      shown.set(userId, (shown.get(userId) ?? 0) + 1);
      plan();
      return () => {
        const left = (shown.get(userId) ?? 1) - 1;
        if (left > 0) shown.set(userId, left);
        else shown.delete(userId);
        plan();
      };
    },
  };
}
