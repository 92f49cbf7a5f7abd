import type { ClientApi } from '@roost/client/api';
import { timings } from '@roost/protocol/limits';
import type { Drafts } from './draftBook.ts';

const activity = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Passes on what the browser knows: the network, whether the page is seen, whether somebody is there, that the page goes. */
export function followTheBrowser({ client, drafts }: { client: () => ClientApi | null; drafts: Drafts }): void {
  window.addEventListener('online', () => client()?.hint('online'));
  window.addEventListener('offline', () => client()?.hint('offline'));
  window.addEventListener('pagehide', () => {
    drafts.flush();
    client()?.release();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client()?.hint('visible');
    else drafts.flush();
  });
  followPresence((state) => client()?.setPresence(state));
  followAttention((state) => client()?.setAttention(state));
}

/** Elsewhere once the page was hidden for ten minutes, here again as soon as it is seen. */
function followAttention(tell: (state: 'here' | 'elsewhere') => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = setTimeout(() => tell('elsewhere'), timings.elsewhereAfter);
    else tell('here');
  };
  document.addEventListener('visibilitychange', look);
  look();
}

/** Away after ten minutes without a sign of life, active again with the first one. */
function followPresence(tell: (state: 'active' | 'away') => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAway = false;
  const leave = () => {
    isAway = true;
    tell('away');
  };
  const seen = () => {
    if (isAway) tell('active');
    isAway = false;
    clearTimeout(timer);
    timer = setTimeout(leave, timings.awayAfter);
  };
  // Re-arming a timer on every wheel event would be work for nothing: once a second is enough.
  let last = 0;
  const seenSometimes = () => {
    const now = Date.now();
    if (now - last < 1000 && !isAway) return;
    last = now;
    seen();
  };
  for (const name of activity) document.addEventListener(name, seenSometimes, { passive: true, capture: true });
  seen();
}
