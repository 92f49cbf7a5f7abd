import { Bell, House, MessagesSquare, Settings } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from '../navigation/Link.tsx';
import { toPath, type Place } from '../navigation/places.ts';
import { useUnreadTotals } from '../sync/channels.ts';
import { useWorkspaceMentions, useWorkspaces } from '../sync/people.ts';
import { avatarColor, initials } from '../ui/avatarColor.ts';
import { Badge } from '../ui/Badge.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { ActivityBadge } from './ActivityBadge.tsx';
import { MeMenu } from './MeMenu.tsx';
import { useBadgeWhy } from './useBadgeWhy.ts';
import styles from './Shell.module.css';

/** What has an item of its own here. */
const notHome: ReadonlySet<Place['at']> = new Set(['settings', 'activity', 'directs']);

/** The narrow column at the edge: one's workspaces when there are several, home, settings, oneself. */
export function Rail({ workspaceId, place }: { workspaceId: string; place: Place }) {
  const t = useTranslations('app');
  const workspaces = useWorkspaces();
  const why = useBadgeWhy(workspaceId);
  return (
    <nav className={styles.rail} aria-label={t('regionWorkspaces')} data-region="rail" {...why}>
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
        aria-current={notHome.has(place.at) ? undefined : 'true'}
      >
        <span>
          <House aria-hidden />
        </span>
        {t('home')}
      </Link>
      <DirectsItem workspaceId={workspaceId} isCurrent={place.at === 'directs'} />
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

function DirectsItem({ workspaceId, isCurrent }: { workspaceId: string; isCurrent: boolean }) {
  const t = useTranslations('app');
  const { directs } = useUnreadTotals(workspaceId);
  return (
    <Link
      href={toPath({ at: 'directs', workspace: workspaceId })}
      className={styles.railItem}
      aria-current={isCurrent ? 'true' : undefined}
      aria-label={directs > 0 ? t('directsCount', { count: directs }) : undefined}
      data-why={directs > 0 ? 'directs' : undefined}
      title={directs > 0 ? t('whyHint') : undefined}
    >
      <span>
        <MessagesSquare aria-hidden />
        <Badge corner count={directs} />
      </span>
      {t('directs')}
    </Link>
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
        data-why={mentions > 0 && !isCurrent ? 'workspace' : undefined}
        data-workspace={id}
      >
        <span className="visually-hidden">{label}</span>
        <span aria-hidden>{initials(name, 1)}</span>
        {!isCurrent && <Badge corner count={mentions} />}
      </Link>
    </Tooltip>
  );
}
