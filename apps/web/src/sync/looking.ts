// What is looked at in whichever tab of this browser: the tab that notifies is seldom the one that has the focus. Said again while it
// lasts, so that a tab that crashed does not keep everybody silent.

const key = 'roost.looking';
const againMs = 30_000;
const validMs = 2 * againMs;

export interface Looking {
  channel: string;
  /** The thread that is open beside it. */
  thread: string | null;
}

/** Says what this tab shows, for as long as it has the focus; the answer ends that. */
export function sayLooking(at: Looking | null): () => void {
  const isHere = () => at !== null && document.hasFocus() && document.visibilityState === 'visible';
  let said: string | null = null;
  // The focus of another tab may be told before this one's blur: what that has said stays.
  const end = () => {
    if (said !== null && localStorage.getItem(key) === said) localStorage.removeItem(key);
    said = null;
  };
  const say = () => {
    if (!isHere()) return end();
    said = JSON.stringify({ ...at, at: Date.now() });
    localStorage.setItem(key, said);
  };
  say();
  const timer = setInterval(() => said !== null && say(), againMs);
  const events = ['focus', 'blur', 'pagehide'];
  for (const event of events) window.addEventListener(event, say);
  document.addEventListener('visibilitychange', say);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, say);
    document.removeEventListener('visibilitychange', say);
    end();
  };
}

/** Whether somebody looks at a channel, or at a thread of it, in this browser. */
export function isLookedAt({ channel, thread }: Looking, nowMs = Date.now()): boolean {
  const said = JSON.parse(localStorage.getItem(key) ?? 'null') as (Looking & { at: number }) | null;
  if (said?.channel !== channel || nowMs - said.at > validMs) return false;
  return thread === null || said.thread === thread;
}
