/**
 * Toasts: a short list of sentences with an end.
 * Guarantees: every toast closes exactly once with one reason (so an undoable act may commit on `expired`); while paused
 * no time passes; the same id shown again replaces the toast, its clock starts anew and the older one ends as `replaced`.
 */
export type ToastEnd = 'expired' | 'dismissed' | 'acted' | 'replaced';
export type ToastRequest = {
  text: string;
  tone?: 'neutral' | 'ok' | 'danger';
  action?: { label: string; onAction: () => void };
  /** `null` = until dismissed. Default 6 s; 8 s with an action. */
  durationMs?: number | null;
  /** Shows the seconds left, for acts that commit at the end. */
  countdown?: boolean;
  id?: string;
  onEnd?: (how: ToastEnd) => void;
};
type ToastClock =
  | { state: 'running'; endsAt: number; cancel: () => void }
  | { state: 'paused'; leftMs: number }
  | { state: 'endless' };
export type Toast = ToastRequest & { id: string; clock: ToastClock };

export type ToastTime = { now: () => number; after: (ms: number, run: () => void) => () => void };
export type ToastStore = ReturnType<typeof createToastStore>;

const mostAtOnce = 3;
const realTime: ToastTime = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export function createToastStore(time: ToastTime = realTime) {
  let toasts: readonly Toast[] = [];
  let paused = false;
  let counter = 0;
  const listeners = new Set<() => void>();

  const publish = (next: readonly Toast[]) => {
    toasts = next;
    for (const listener of listeners) listener();
  };
  const start = (id: string, leftMs: number): ToastClock =>
    paused
      ? { state: 'paused', leftMs }
      : { state: 'running', endsAt: time.now() + leftMs, cancel: time.after(leftMs, () => end(id, 'expired')) };

  function end(id: string, how: ToastEnd): void {
    const toast = toasts.find((one) => one.id === id);
    if (!toast) return;
    if (toast.clock.state === 'running') toast.clock.cancel();
    publish(toasts.filter((one) => one !== toast));
    toast.onEnd?.(how);
  }

  function show(request: ToastRequest): string {
    const id = request.id ?? `toast-${++counter}`;
    end(id, 'replaced');
    const duration = request.durationMs === undefined ? (request.action ? 8000 : 6000) : request.durationMs;
    const clock: ToastClock = duration === null ? { state: 'endless' } : start(id, duration);
    publish([...toasts, { ...request, id, clock }]);
    if (toasts.length > mostAtOnce && toasts[0]) end(toasts[0].id, 'expired');
    return id;
  }

  function pause(): void {
    if (paused) return;
    paused = true;
    for (const { clock } of toasts) if (clock.state === 'running') clock.cancel();
    publish(toasts.map((toast) => ({ ...toast, clock: stopped(toast.clock, time.now()) })));
  }

  function resume(): void {
    if (!paused) return;
    paused = false;
    const started = ({ id, clock }: Toast) => (clock.state === 'paused' ? start(id, clock.leftMs) : clock);
    publish(toasts.map((toast) => ({ ...toast, clock: started(toast) })));
  }

  return {
    show,
    pause,
    resume,
    dismiss: (id: string) => end(id, 'dismissed'),
    act: (id: string) => {
      const action = toasts.find((one) => one.id === id)?.action;
      end(id, 'acted');
      action?.onAction();
    },
    list: () => toasts,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    secondsLeft: (toast: Toast) => secondsLeft(toast.clock, time.now()),
  };
}

function stopped(clock: ToastClock, now: number): ToastClock {
  return clock.state === 'running' ? { state: 'paused', leftMs: Math.max(0, clock.endsAt - now) } : clock;
}

function secondsLeft(clock: ToastClock, now: number): number | null {
  if (clock.state === 'endless') return null;
  const leftMs = clock.state === 'paused' ? clock.leftMs : clock.endsAt - now;
  return Math.max(0, Math.ceil(leftMs / 1000));
}

/** The page's toasts. */
export const toasts = createToastStore();
