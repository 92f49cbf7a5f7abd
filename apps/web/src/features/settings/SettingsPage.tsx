import type { User } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { SettingsSection } from '../../navigation/places.ts';
import { useIsAdmin } from '../../sync/people.ts';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { BotSettings } from './BotSettings.tsx';
import { DeviceSettings } from './DeviceSettings.tsx';
import { InviteSettings } from './InviteSettings.tsx';
import { NotificationSettings } from './NotificationSettings.tsx';
import { PasswordSettings } from './PasswordSettings.tsx';
import { PeopleSettings } from './PeopleSettings.tsx';
import { ProfileSettings } from './ProfileSettings.tsx';
import { WorkspaceSettings } from './WorkspaceSettings.tsx';
import styles from './Settings.module.css';

const adminsOnly: ReadonlySet<SettingsSection> = new Set<SettingsSection>(['workspace', 'people', 'invites', 'bots']);

/** One page of the settings. */
export function SettingsPage({
  workspaceId,
  section,
  start,
  personMenu,
  onPause,
}: {
  workspaceId: string;
  section: SettingsSection;
  start?: ReactNode;
  /** What one may do with somebody in the list of people. */
  personMenu: (user: User) => ReactNode;
  onPause: () => void;
}) {
  const t = useTranslations('settings');
  const isAdmin = useIsAdmin(workspaceId);
  const isClosed = adminsOnly.has(section) && !isAdmin;
  return (
    <div className={styles.page}>
      <PaneHeader level={1} title={t(section)} start={start} />
      <PaneBody key={section}>
        {isClosed ? (
          <EmptyState title={t('needAdmin')} />
        ) : (
          <div className={cx(styles.content, section === 'people' && styles.wide)}>
            <Section workspaceId={workspaceId} section={section} personMenu={personMenu} onPause={onPause} />
          </div>
        )}
      </PaneBody>
    </div>
  );
}

type SectionProps = {
  workspaceId: string;
  section: SettingsSection;
  personMenu: (user: User) => ReactNode;
  onPause: () => void;
};

function Section({ workspaceId, section, personMenu, onPause }: SectionProps): ReactNode {
  switch (section) {
    case 'profile':
      return <ProfileSettings workspaceId={workspaceId} />;
    case 'notifications':
      return <NotificationSettings workspaceId={workspaceId} onPause={onPause} />;
    case 'appearance':
      return <AppearanceSettings />;
    case 'devices':
      return <DeviceSettings />;
    case 'password':
      return <PasswordSettings />;
    case 'workspace':
      return <WorkspaceSettings workspaceId={workspaceId} />;
    case 'people':
      return <PeopleSettings workspaceId={workspaceId} personMenu={personMenu} />;
    case 'invites':
      return <InviteSettings workspaceId={workspaceId} />;
    case 'bots':
      return <BotSettings workspaceId={workspaceId} />;
  }
}
