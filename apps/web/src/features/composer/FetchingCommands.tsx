import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import styles from './OtherDrafts.module.css';

const quickMs = 600;

/** Most is done before anybody has to be told. */
export function useIsLate(): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), quickMs);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
}

/** Said with the words of the first screen: what else is told of commands may not be here either. */
export function FetchingCommands({ onSend }: { onSend: () => void }) {
  const t = useTranslations('composer');
  return useIsLate() && <Problem why={t('fetching')} onSend={onSend} />;
}

/** The text stays; one corrects it, or says it as it is. */
export function Problem({ why, onSend }: { why: string; onSend: () => void }) {
  const t = useTranslations('composer');
  return (
    <div className={styles.offer} data-wraps>
      <p className={styles.text} role="alert">
        {why}
      </p>
      <Button size="sm" variant="ghost" onClick={onSend}>
        {t('sendAsText')}
      </Button>
    </div>
  );
}
