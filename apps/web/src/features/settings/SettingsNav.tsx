import {
  ArrowLeft,
  Bell,
  Bot,
  Building2,
  KeyRound,
  LogOut,
  MailPlus,
  MonitorSmartphone,
  Palette,
  Smile,
  UserRound,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Link } from '../../navigation/Link.tsx';
import { toPath, type SettingsSection } from '../../navigation/places.ts';
import { useIsAdmin, useWorkspace } from '../../sync/people.ts';
import styles from './Settings.module.css';

type Item = { section: SettingsSection; Icon: LucideIcon };

const yours: readonly Item[] = [
  { section: 'profile', Icon: UserRound },
  { section: 'notifications', Icon: Bell },
  { section: 'appearance', Icon: Palette },
  { section: 'devices', Icon: MonitorSmartphone },
  { section: 'password', Icon: KeyRound },
];
const workspaces: readonly Item[] = [
  { section: 'workspace', Icon: Building2 },
  { section: 'people', Icon: Users },
  { section: 'invites', Icon: MailPlus },
  { section: 'bots', Icon: Bot },
];

export type SettingsNavProps = {
  workspaceId: string;
  section: SettingsSection | null;
  onStatus: () => void;
  onSignOut: () => void;
};

/** The list of settings, in the sidebar's place; on phones a page of its own. */
export function SettingsNav({ workspaceId, section, onStatus, onSignOut }: SettingsNavProps) {
  const t = useTranslations('settings');
  const isAdmin = useIsAdmin(workspaceId);
  const workspace = useWorkspace(workspaceId);
  const toLink = ({ section: name, Icon }: Item) => (
    <li key={name}>
      <Link
        className={styles.link}
        href={toPath({ at: 'settings', workspace: workspaceId, section: name })}
        aria-current={name === section ? 'page' : undefined}
      >
        <Icon aria-hidden />
        {t(name)}
      </Link>
    </li>
  );
  return (
    <>
      <div className={styles.head}>
        <Link
          className={styles.back}
          href={toPath({ at: 'home', workspace: workspaceId })}
          aria-label={`${t('title')}: ${t('backToChannels')}`}
        >
          <ArrowLeft aria-hidden />
          {t('title')}
        </Link>
      </div>
      <div className={styles.nav}>
        <h2 className={styles.group}>{t('yours')}</h2>
        <ul>
          {yours.map(toLink)}
          <li>
            <button type="button" className={styles.link} onClick={onStatus}>
              <Smile aria-hidden />
              {t('setStatus')}
            </button>
          </li>
        </ul>
        {isAdmin && (
          <>
            <h2 className={styles.group}>{workspace?.name ?? t('workspaceGroup')}</h2>
            <ul>{workspaces.map(toLink)}</ul>
          </>
        )}
        <h2 className="visually-hidden">{t('signOut')}</h2>
        <button type="button" className={styles.link} style={{ marginTop: 12 }} onClick={onSignOut}>
          <LogOut aria-hidden />
          {t('signOut')}
        </button>
      </div>
    </>
  );
}
