import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './Shell.module.css';

/** Nothing is known yet: neither a cached workspace nor an answer from the server. */
export function Starting({ unreachable, onRetry }: { unreachable: boolean; onRetry: () => void }) {
  const t = useTranslations('app');
  const words = useTranslations('words');
  if (!unreachable) {
    return (
      <main className={styles.fullPage} aria-busy>
        <Spinner label={words('loading')} />
      </main>
    );
  }
  return (
    <Notice
      title={t('bootFailedTitle')}
      text={t('bootFailedText')}
      action={<Button onClick={onRetry}>{words('retry')}</Button>}
    />
  );
}

/** A page with one sentence on it and a way on. */
export function Notice({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <main className={styles.fullPage} id="content">
      <h1 className="visually-hidden">{title}</h1>
      <EmptyState title={title} action={action}>
        {text}
      </EmptyState>
    </main>
  );
}
