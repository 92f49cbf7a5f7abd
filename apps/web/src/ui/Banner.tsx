import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Banner.module.css';

export type BannerProps = {
  tone?: 'info' | 'warn' | 'danger' | 'ok';
  icon?: ReactNode;
  children: ReactNode;
  action?: { label: ReactNode; onAction: () => void };
  /** A close button or the like. */
  end?: ReactNode;
  className?: string;
};

/** A 40 px line across a pane. It is no live region: announce what must be heard. */
export function Banner({ tone = 'info', icon, children, action, end, className }: BannerProps) {
  return (
    <div className={cx(styles.banner, styles[tone], className)}>
      {icon && <span aria-hidden>{icon}</span>}
      <span className={styles.text}>{children}</span>
      {action && (
        <button type="button" className={styles.action} onClick={action.onAction}>
          {action.label}
        </button>
      )}
      {end}
    </div>
  );
}
