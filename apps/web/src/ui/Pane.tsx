import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Pane.module.css';

export type PaneProps = Omit<ComponentProps<'section'>, 'ref'> & {
  /** `main` and `aside` are landmarks: give the others a label. */
  as?: 'section' | 'main' | 'aside' | 'nav' | 'div';
  tone?: 'app' | 'side';
  /** Which corners are round: a card stands alone, `start`/`end` touch a neighbour. */
  corners?: 'all' | 'start' | 'end' | 'none';
  children: ReactNode;
};

/** An inset card: a column with its own scroll box inside. */
export function Pane({ as: Tag = 'section', tone = 'app', corners = 'all', className, ...rest }: PaneProps) {
  return <Tag {...rest} className={cx(styles.pane, styles[tone], styles[corners], className)} />;
}

export type PaneHeaderProps = {
  title: ReactNode;
  level?: 1 | 2;
  start?: ReactNode;
  subtitle?: ReactNode;
  end?: ReactNode;
  className?: string;
};

/** The 52 px line on top of a pane. */
export function PaneHeader({ title, level = 2, start, subtitle, end, className }: PaneHeaderProps) {
  const Heading = `h${level}` as 'h1' | 'h2';
  return (
    <header className={cx(styles.header, className)}>
      {start}
      <div className={styles.names}>
        <Heading className={styles.title}>{title}</Heading>
        {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
      </div>
      {end && <div className={styles.actions}>{end}</div>}
    </header>
  );
}

/** What scrolls inside a pane. */
export function PaneBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cx(styles.body, className)} />;
}

/** A bordered box inside a page, e.g. a group of settings. */
export function Panel({ title, children, className }: { title?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={cx(styles.panel, className)}>
      {title && <h3 className={styles.panelTitle}>{title}</h3>}
      {children}
    </section>
  );
}

/** A line, with words in it if wanted. */
export function Divider({ children, tone = 'quiet' }: { children?: ReactNode; tone?: 'quiet' | 'new' }) {
  if (!children) return <hr className={styles.rule} />;
  return (
    <div className={cx(styles.divider, tone === 'new' && styles.new)}>
      <span>{children}</span>
    </div>
  );
}
