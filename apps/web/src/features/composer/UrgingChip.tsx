import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../../ui/IconButton.tsx';
import type { ComposerModel } from './useComposer.ts';
import styles from './UrgingChip.module.css';

/** Above the text: what the message is to want of those who read it. */
export function UrgingChip({ composer }: { composer: ComposerModel }) {
  const t = useTranslations('urging');
  const { urging, setUrging, box } = composer;
  if (!urging) return null;
  const { priority, asks } = urging;
  return (
    <div className={styles.chip} role="status">
      {priority && (
        <b className={styles.level} data-level={priority}>
          {t(priority)}
        </b>
      )}
      {asks && <span>{t(priority ? 'asks' : 'asksAlone')}</span>}
      <span className={styles.note}>{t('notLater')}</span>
      <IconButton
        className={styles.remove}
        size="sm"
        label={t('remove')}
        icon={<X />}
        onClick={() => {
          setUrging({});
          box.current?.focus();
        }}
      />
    </div>
  );
}
