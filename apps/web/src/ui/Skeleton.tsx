import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './Skeleton.module.css';

export type SkeletonRowsProps = {
  /** What is loading, for screen readers. */
  label: string;
  rows?: number;
  look?: 'message' | 'line';
  /** After ten seconds: “Still loading” and a way out. */
  slow?: { text: string; retryLabel: string; onRetry: () => void };
};

const appearsAfterMs = 300;
const slowAfterMs = 10_000;
const widths = [62, 88, 47, 74, 55, 81];

/** Grey rows where messages will be. Nothing for 300 ms, so that quick loads do not flicker. */
export function SkeletonRows({ label, rows = 6, look = 'message', slow }: SkeletonRowsProps) {
  const shown = useElapsed(appearsAfterMs);
  const isSlow = useElapsed(slowAfterMs);
  if (!shown) return null;
  return (
    <div className={styles.rows} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.row} aria-hidden>
          {look === 'message' && <span className={styles.face} />}
          <span className={styles.lines}>
            {look === 'message' && <span className={styles.bar} style={{ width: `${18 + ((index * 7) % 13)}%` }} />}
            <span className={styles.bar} style={{ width: `${widths[index % widths.length]}%` }} />
          </span>
        </div>
      ))}
      {slow && isSlow && (
        <p className={styles.slow}>
          {slow.text}{' '}
          <Button size="sm" onClick={slow.onRetry}>
            {slow.retryLabel}
          </Button>
        </p>
      )}
    </div>
  );
}

function useElapsed(ms: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return elapsed;
}
