import type { ComponentProps } from 'react';
import { cx } from '../ui/cx.ts';
import styles from './MentionPill.module.css';

export type MentionPillProps = ComponentProps<'a'> & {
  /** Means the reader: amber instead of lagoon. */
  me?: boolean;
  /** A channel: a link without ground. */
  plain?: boolean;
};

/** A name inside a message: a link with `href`, a button with `onClick`, else a word. */
export function MentionPill({ me = false, plain = false, className, ref, ...rest }: MentionPillProps) {
  const look = cx(styles.pill, me && styles.me, plain && styles.plain, className);
  if (rest.href) return <a ref={ref} {...rest} className={look} />;
  if (rest.onClick)
    return <button type="button" ref={ref as never} {...(rest as ComponentProps<'button'>)} className={look} />;
  return <span ref={ref} {...(rest as ComponentProps<'span'>)} className={look} />;
}
