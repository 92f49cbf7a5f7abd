import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Badge.module.css';

export type BadgeProps = {
  count: number;
  /** What the number means, for screen readers: “2 mentions”. Leave out when the row's name says it. */
  label?: string;
  max?: number;
  /** Sits on the corner of its (positioned) parent. */
  corner?: boolean;
  className?: string;
};

/** The ember count: somebody needs you. Nothing at zero. */
export function Badge({ count, label, max = 99, corner = false, className }: BadgeProps) {
  if (count <= 0) return null;
  return (
    <span className={cx(styles.badge, corner && styles.corner, className)}>
      <span aria-hidden>{count > max ? `${max}+` : count}</span>
      {label && <span className="visually-hidden">{label}</span>}
    </span>
  );
}

export type PillTone = 'neutral' | 'ok' | 'warn' | 'danger' | 'accent';

/** A quiet word of state: Active, Invited, APP. */
export function Pill({
  tone = 'neutral',
  small = false,
  children,
}: {
  tone?: PillTone;
  small?: boolean;
  children: ReactNode;
}) {
  return <span className={cx(styles.pill, styles[tone], small && styles.small)}>{children}</span>;
}
