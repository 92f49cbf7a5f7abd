import type { Leadership } from '@roost/client/ports';

/**
 * Which of several tabs keeps the replica and sends what closed tabs left behind: the one that holds the lock. Browsers give
 * it to the next tab when that one closes. Without Web Locks (plain http in a home network) every tab thinks it leads, which
 * costs writing twice; the keys of commands keep sending twice harmless.
 */
export function tabLeadership(
  name: string,
  locks: LockManager | undefined = navigator.locks,
): Leadership & { resign(): void } {
  if (!locks) return { isLeader: () => true, onChange: () => () => {}, resign: () => {} };
  let leads = false;
  let release = () => {};
  const listeners = new Set<() => void>();
  const asking = new AbortController();
  const set = (next: boolean) => {
    leads = next;
    for (const listener of listeners) listener();
  };
  const lead = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      set(true);
    });
  locks.request(name, { signal: asking.signal }, lead).catch(() => {}); // Aborted: somebody else leads on.
  return {
    isLeader: () => leads,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    resign() {
      asking.abort();
      release();
      if (leads) set(false);
    },
  };
}
