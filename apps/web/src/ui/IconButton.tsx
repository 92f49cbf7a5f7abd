import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Tooltip, type Placement } from './Tooltip.tsx';
import styles from './IconButton.module.css';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** The accessible name, shown as the tooltip too. */
  label: string;
  icon: ReactNode;
  shortcut?: string;
  variant?: 'ghost' | 'raised' | 'primary' | 'danger';
  size?: 'sm' | 'md' | 'lg';
  /** Makes it a toggle (`aria-pressed`). */
  pressed?: boolean;
  tooltip?: boolean;
  tooltipPlacement?: Placement;
};

/** A square button with nothing but an icon. */
export function IconButton({ tooltip = true, tooltipPlacement = 'bottom', shortcut, ...props }: IconButtonProps) {
  if (!tooltip) return <Bare {...props} />;
  return (
    <Tooltip label={props.label} shortcut={shortcut} placement={tooltipPlacement}>
      <Bare {...props} />
    </Tooltip>
  );
}

function Bare({ label, icon, variant = 'ghost', size = 'md', pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      {...rest}
      className={cx(styles.button, styles[variant], styles[size], className)}
    >
      {icon}
    </button>
  );
}
