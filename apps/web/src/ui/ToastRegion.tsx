import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore, type FocusEvent } from 'react';
import { cx } from './cx.ts';
import { toasts as pageToasts, type Toast, type ToastStore } from './toastStore.ts';
import styles from './ToastRegion.module.css';

export type ToastRegionProps = { label: string; dismissLabel: string; store?: ToastStore };

/** Where toasts appear. Mount once. `data-region="toasts"` is its place in the F6 round; pointer or focus in it stops time. */
export function ToastRegion({ label, dismissLabel, store = pageToasts }: ToastRegionProps) {
  const list = useSyncExternalStore(store.subscribe, store.list, store.list);
  const isEmpty = list.length === 0;
  // The pointer may sit over a toast that goes away: no leave event comes then, and time would stand still for ever.
  useEffect(() => {
    if (isEmpty) store.resume();
  }, [isEmpty, store]);
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) store.resume();
  };
  return (
    <section
      className={styles.region}
      aria-label={label}
      data-region="toasts"
      data-empty={isEmpty || undefined}
      tabIndex={-1}
      onPointerEnter={store.pause}
      onPointerLeave={store.resume}
      onFocus={store.pause}
      onBlur={onBlur}
    >
      <div role="status" className={styles.list}>
        {list.map((toast) => (
          <ToastCard key={toast.id} toast={toast} store={store} dismissLabel={dismissLabel} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast, store, dismissLabel }: { toast: Toast; store: ToastStore; dismissLabel: string }) {
  return (
    <div className={cx(styles.toast, toast.tone === 'danger' && styles.danger)}>
      {toast.tone === 'ok' && <CircleCheck aria-hidden />}
      {toast.tone === 'danger' && <CircleAlert aria-hidden />}
      <span className={styles.text}>{toast.text}</span>
      {toast.action && (
        <button type="button" className={styles.action} onClick={() => store.act(toast.id)}>
          {toast.action.label}
        </button>
      )}
      {toast.countdown && <Countdown toast={toast} store={store} />}
      <button
        type="button"
        className={styles.dismiss}
        aria-label={dismissLabel}
        onClick={() => store.dismiss(toast.id)}
      >
        <X aria-hidden />
      </button>
    </div>
  );
}

/** Hidden from screen readers: a live region must not speak every second. */
function Countdown({ toast, store }: { toast: Toast; store: ToastStore }) {
  const [seconds, setSeconds] = useState(() => store.secondsLeft(toast));
  useEffect(() => {
    const tick = () => setSeconds(store.secondsLeft(toast));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [toast, store]);
  return (
    <span className={styles.countdown} aria-hidden>
      {seconds}
    </span>
  );
}
