import { Bell, House, Settings } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from '../navigation/Link.tsx';
import { toPath, type Place } from '../navigation/places.ts';
import { useWorkspaceMentions, useWorkspaces } from '../sync/people.ts';
import { avatarColor, initials } from '../ui/avatarColor.ts';
import { Badge } from '../ui/Badge.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { ActivityBadge } from './ActivityBadge.tsx';
import { MeMenu } from './MeMenu.tsx';
import styles from './Shell.module.css';

/** The narrow column at the edge: one's workspaces when there are several, home, settings, oneself. */
export function Rail({ workspaceId, place }: { workspaceId: string; place: Place }) {
  const t = useTranslations('app');
  const workspaces = useWorkspaces();
  return (
    <nav className={styles.rail} aria-label={t('regionWorkspaces')} data-region="rail">
      {workspaces.length > 1 && (
        <>
          <ul className={styles.workspaces}>
            {workspaces.map(({ workspace }) => (
              <li key={workspace.id}>
                <WorkspaceTile id={workspace.id} name={workspace.name} isCurrent={workspace.id === workspaceId} />
              </li>
            ))}
          </ul>
          <span className={styles.railLine} />
        </>
      )}
      <Link
        href={toPath({ at: 'home', workspace: workspaceId })}
        className={styles.railItem}
        aria-current={place.at === 'settings' || place.at === 'activity' ? undefined : 'true'}
      >
        <span>
          <House aria-hidden />
        </span>
        {t('home')}
      </Link>
      <Link
        href={toPath({ at: 'activity', workspace: workspaceId })}
        className={styles.railItem}
        aria-current={place.at === 'activity' ? 'page' : undefined}
      >
        <span>
          <Bell aria-hidden />
          <ActivityBadge workspaceId={workspaceId} />
        </span>
        {t('activity')}
      </Link>
      <span className={styles.grow} />
      <Link
        href={toPath({ at: 'settings', workspace: workspaceId, section: 'appearance' })}
        className={styles.railItem}
        aria-label={t('settings')}
        aria-current={place.at === 'settings' ? 'true' : undefined}
      >
        <span>
          <Settings aria-hidden />
        </span>
      </Link>
      <MeMenu workspaceId={workspaceId} />
    </nav>
  );
}

function WorkspaceTile({ id, name, isCurrent }: { id: string; name: string; isCurrent: boolean }) {
  const t = useTranslations('app');
  const mentions = useWorkspaceMentions(id);
  const label = mentions > 0 && !isCurrent ? t('switchToUnread', { name, count: mentions }) : t('switchTo', { name });
  return (
    <Tooltip label={name} placement="right">
      <Link
        href={toPath({ at: 'home', workspace: id })}
        className={styles.workspace}
        style={{ '--tile': `var(--av-${avatarColor(id)})` } as CSSProperties}
        aria-current={isCurrent ? 'true' : undefined}
      >
        <span className="visually-hidden">{label}</span>
        <span aria-hidden>{initials(name, 1)}</span>
        {!isCurrent && <Badge corner count={mentions} />}
      </Link>
    </Tooltip>
  );
}
