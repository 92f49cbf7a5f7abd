import { Bell, CircleUserRound, House, MessagesSquare } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Link } from '../navigation/Link.tsx';
import { toPath, type Place } from '../navigation/places.ts';
import { useUnreadTotals } from '../sync/channels.ts';
import { useThreadTotals } from '../sync/threads.ts';
import { Badge } from '../ui/Badge.tsx';
import { ActivityBadge } from './ActivityBadge.tsx';
import { useBadgeWhy } from './useBadgeWhy.ts';
import styles from './Shell.module.css';

/** What lies at the bottom of a phone's screen. */
export function PhoneTabs({ workspaceId, at }: { workspaceId: string; at: Place['at'] }) {
  const t = useTranslations('app');
  const totals = useUnreadTotals(workspaceId);
  const threads = useThreadTotals(workspaceId);
  const why = useBadgeWhy(workspaceId);
  const mentions = totals.mentions + threads.mentions;
  return (
    <nav className={styles.tabs} aria-label={t('regionWorkspaces')} data-region="tabs" {...why}>
      <Link
        href={toPath({ at: 'home', workspace: workspaceId })}
        className={styles.tab}
        aria-current={at === 'home' ? 'page' : undefined}
        data-why={mentions > 0 ? 'mentions' : undefined}
      >
        <span>
          <House aria-hidden />
          <Badge corner count={mentions} />
        </span>
        {t('home')}
      </Link>
      <Link
        href={toPath({ at: 'directs', workspace: workspaceId })}
        className={styles.tab}
        aria-current={at === 'directs' ? 'page' : undefined}
        data-why={totals.directs > 0 ? 'directs' : undefined}
      >
        <span>
          <MessagesSquare aria-hidden />
          <Badge corner count={totals.directs} />
        </span>
        {t('directs')}
      </Link>
      <Link
        href={toPath({ at: 'activity', workspace: workspaceId })}
        className={styles.tab}
        aria-current={at === 'activity' ? 'page' : undefined}
      >
        <span>
          <Bell aria-hidden />
          <ActivityBadge workspaceId={workspaceId} />
        </span>
        {t('activity')}
      </Link>
      <Link
        href={toPath({ at: 'settings', workspace: workspaceId, section: null })}
        className={styles.tab}
        aria-current={at === 'settings' ? 'page' : undefined}
      >
        <span>
          <CircleUserRound aria-hidden />
        </span>
        {t('you')}
      </Link>
    </nav>
  );
}
