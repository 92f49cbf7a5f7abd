import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/Badge.tsx';
import { useNews } from './useNews.ts';

/** How much is new, on the corner of the way to it. */
export function ActivityBadge({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('activity');
  const count = useNews(workspaceId);
  return <Badge corner count={count} max={limits.activityNews - 1} label={t('news', { count })} />;
}
