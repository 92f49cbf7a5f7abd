import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './Shell.module.css';

const anywhere = [
  ['switcher', 'Mod+K'],
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
  ['goHome', 'G H'],
  ['goDirects', 'G M'],
  ['goDrafts', 'G D'],
  ['goActivity', 'G A'],
  ['goThreads', 'G T'],
  ['goSaved', 'G S'],
  ['markRead', 'Esc'],
  ['markAllRead', 'Shift+Esc'],
  ['close', 'Esc'],
] as const;
const inSidebar = [
  ['move', 'Up Down'],
  ['openRow', 'Enter'],
  ['collapse', 'Left Right'],
  ['rowMenu', 'Shift+F10'],
] as const;

const inBookmarks = [
  ['move', 'Left Right'],
  ['openRow', 'Enter'],
  ['arrange', 'Mod+Shift+Left Mod+Shift+Right'],
  ['takeAway', 'Del'],
] as const;

const inMessages = [
  ['move', 'Up Down'],
  ['react', 'R'],
  ['openThread', 'T'],
  ['edit', 'E'],
  ['save', 'S'],
  ['pin', 'P'],
  ['markUnread', 'U'],
  ['quote', 'Q'],
  ['remind', 'M'],
  ['forward', 'F'],
  ['copyLink', 'C'],
  ['copyVersionLink', 'Shift+C'],
  ['copyText', 'Mod+C'],
  ['remove', 'Del'],
] as const;
const whileWriting = [
  ['send', 'Enter'],
  ['newLine', 'Shift+Enter'],
  ['editLast', 'Up'],
  ['bold', 'Mod+B'],
  ['italic', 'Mod+I'],
  ['code', 'Mod+E'],
] as const;

/** Every key that does something. Only real ones stand here. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shortcuts');
  const words = useTranslations('words');
  return (
    <Dialog open onClose={onClose} size="lg" title={t('title')} closeLabel={words('close')}>
      <div className={styles.shortcuts}>
        <div>
          <Keys title={t('groupAnywhere')} keys={anywhere} />
          <Keys title={t('groupBookmarks')} keys={inBookmarks} />
          <Keys title={t('groupSidebar')} keys={inSidebar} last={[t('typeAhead'), t('anyLetter')]} />
        </div>
        <div>
          <Keys title={t('groupMessages')} keys={inMessages} />
          <Keys title={t('groupComposer')} keys={whileWriting} />
        </div>
      </div>
    </Dialog>
  );
}

type Named = (
  | typeof anywhere
  | typeof inSidebar
  | typeof inBookmarks
  | typeof inMessages
  | typeof whileWriting
)[number];

function Keys({ title, keys, last }: { title: string; keys: readonly Named[]; last?: [name: string, keys: string] }) {
  const t = useTranslations('shortcuts');
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {keys.map(([name, combination]) => (
          <li key={name} className={styles.shortcut}>
            {t(name)} <Kbd keys={combination} />
          </li>
        ))}
        {last && (
          <li className={styles.shortcut}>
            {last[0]} <Kbd keys={last[1]} />
          </li>
        )}
      </ul>
    </section>
  );
}
