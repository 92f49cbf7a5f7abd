import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import styles from './EntryPage.module.css';

export type EntryPageProps = { title: string; lead?: ReactNode; children?: ReactNode; foot?: ReactNode };

/** The card that every way in is shown on. */
export function EntryPage({ title, lead, children, foot }: EntryPageProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className={styles.page}>
      <img className={styles.mark} src="/icon.svg" alt="" width={40} height={40} />
      <div className={styles.card}>
        <h1 className={styles.title}>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children}
        {foot && <div className={styles.foot}>{foot}</div>}
      </div>
    </main>
  );
}

/** A form whose first invalid field takes the focus when it is refused. `problem` is what no single field explains. */
export function EntryForm({
  onSubmit,
  problem,
  invalid,
  children,
}: {
  onSubmit: () => void;
  problem: string | null;
  invalid: number;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (invalid > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [invalid]);
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {problem && (
        <p ref={alert} className={styles.error} role="alert" tabIndex={-1}>
          <CircleAlert size={18} aria-hidden />
          <span>{problem}</span>
        </p>
      )}
      {children}
    </form>
  );
}

/** Buttons under the text of a card that has no form. */
export function EntryActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
