import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './Shell.module.css';

/** Looks like the box that it opens: the way to any channel or person. */
export function JumpButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('app');
  return (
    <button type="button" className={styles.jump} aria-keyshortcuts="Control+K Meta+K" onClick={onClick}>
      <Search aria-hidden />
      <span>{t('jump')}</span>
      <Kbd keys="Mod+K" />
    </button>
  );
}
