import { ArrowLeft, ArrowRight, CircleHelp, PanelLeft } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/IconButton.tsx';
import { JumpButton } from './JumpButton.tsx';
import styles from './Shell.module.css';

export type TopBarProps = {
  sidebar: { open: boolean; toggle: () => void } | null;
  onSwitch: () => void;
  onHelp: () => void;
};

/** Back, forward, the way to anywhere, and help. `sidebar` is there where the sidebar is a drawer. */
export function TopBar({ sidebar, onSwitch, onHelp }: TopBarProps) {
  const t = useTranslations('app');
  return (
    <header className={styles.top} aria-label={t('regionTop')} data-region="top">
      <div className={styles.history}>
        {sidebar && (
          <IconButton
            label={t(sidebar.open ? 'closeSidebar' : 'openSidebar')}
            shortcut="Mod+\"
            icon={<PanelLeft />}
            aria-expanded={sidebar.open}
            onClick={sidebar.toggle}
          />
        )}
        <IconButton label={t('historyBack')} icon={<ArrowLeft />} onClick={() => window.history.back()} />
        <IconButton label={t('historyForward')} icon={<ArrowRight />} onClick={() => window.history.forward()} />
      </div>
      <div className={styles.middle}>
        <JumpButton onClick={onSwitch} />
      </div>
      <IconButton label={t('help')} shortcut="Mod+/" icon={<CircleHelp />} onClick={onHelp} />
    </header>
  );
}
