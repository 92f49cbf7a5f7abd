import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './Shell.module.css';

const anywhere = [
  ['sheet', 'Mod+/'],
  ['nextRegion', 'F6'],
  ['previousRegion', 'Shift+F6'],
  ['nextChannel', 'Alt+Down'],
  ['previousChannel', 'Alt+Up'],
  ['nextUnread', 'Alt+Shift+Down'],
  ['previousUnread', 'Alt+Shift+Up'],
  ['togglePane', 'Mod+.'],
  ['toggleSidebar', 'Mod+\\'],
  ['settings', 'Mod+,'],
  ['close', 'Esc'],
] as const;
const inSidebar = [
  ['move', 'Up Down'],
  ['openRow', 'Enter'],
  ['collapse', 'Left Right'],
] as const;

/** Every key that does something. Only real ones stand here. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shortcuts');
  const words = useTranslations('words');
  return (
    <Dialog open onClose={onClose} size="lg" title={t('title')} closeLabel={words('close')}>
      <div className={styles.shortcuts}>
        <section>
          <h3>{t('groupAnywhere')}</h3>
          <ul>
            {anywhere.map(([name, keys]) => (
              <li key={name} className={styles.shortcut}>
                {t(name)} <Kbd keys={keys} />
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('groupSidebar')}</h3>
          <ul>
            {inSidebar.map(([name, keys]) => (
              <li key={name} className={styles.shortcut}>
                {t(name)} <Kbd keys={keys} />
              </li>
            ))}
            <li className={styles.shortcut}>
              {t('typeAhead')} <Kbd keys={t('anyLetter')} />
            </li>
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
