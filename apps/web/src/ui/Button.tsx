import { useState, type ComponentProps, type MouseEvent, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { Spinner } from './Spinner.tsx';
import styles from './Button.module.css';

export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  size?: 'sm' | 'md' | 'lg';
  icon?: ReactNode;
  iconEnd?: ReactNode;
  /** As wide as its container. */
  block?: boolean;
};
export type ButtonProps = ComponentProps<'button'> & ButtonLook & { busy?: boolean };

/**
 * While `busy` it keeps its size and its focus, and swallows clicks. So does one that is `disabled` while it has the focus, as Save when all is
 * saved: browsers tell a disabled element nothing more, and Escape would close no dialog.
 */
export function Button({
  variant,
  size,
  icon,
  iconEnd,
  block,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const [isFocused, setFocused] = useState(false);
  const isHeld = isFocused && rest.disabled === true;
  const onClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy || isHeld) event.preventDefault();
    else rest.onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled && !isHeld}
      data-off={rest.disabled || undefined}
      onClick={onClick}
      onFocus={(event) => (setFocused(true), rest.onFocus?.(event))}
      onBlur={(event) => (setFocused(false), rest.onBlur?.(event))}
      className={cx(buttonClass({ variant, size, block }), className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || isHeld || rest['aria-disabled'] || undefined}
    >
      <span className={styles.content}>
        {icon}
        {children !== undefined && <span className={styles.label}>{children}</span>}
        {iconEnd}
      </span>
      {busy && (
        <span className={styles.busy}>
          <Spinner />
        </span>
      )}
    </button>
  );
}

export type ButtonLinkProps = ComponentProps<'a'> & ButtonLook;

/** A link that looks like a button. */
export function ButtonLink({ variant, size, icon, iconEnd, block, className, children, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={cx(buttonClass({ variant, size, block }), className)}>
      <span className={styles.content}>
        {icon}
        <span className={styles.label}>{children}</span>
        {iconEnd}
      </span>
    </a>
  );
}

function buttonClass({ variant = 'secondary', size = 'md', block = false }: ButtonLook): string {
  return cx(styles.button, styles[variant], styles[size], block && styles.block);
}
