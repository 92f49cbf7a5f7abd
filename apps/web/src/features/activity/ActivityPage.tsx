import { Bell, Filter } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useCardKeys } from '../../message/useCardKeys.ts';
import type { ActivityPlace, ActivityShown } from '../../navigation/places.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { useLookedAt } from '../../sync/activity.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ActivityRow } from './ActivityRow.tsx';
import { grouped } from './grouped.ts';
import { useActivity, type ActivityFilter } from './useActivity.ts';
import styles from './Activity.module.css';

export interface ActivityPageProps {
  place: ActivityPlace;
  start?: ReactNode;
}

/** Mentions, replies in threads that one follows, and reactions to what one wrote: what others did that concerns one. */
export function ActivityPage({ place, start }: ActivityPageProps) {
  const t = useTranslations('activity');
  const go = useGo();
  const before = useLookBefore(place.workspace);
  const { show } = place;
  const isNewOnly = place.news === true;
  const items = [
    { id: 'all' as const, label: t('all') },
    { id: 'mentions' as const, label: t('mentions') },
    { id: 'threads' as const, label: t('threads') },
    { id: 'reactions' as const, label: t('reactions') },
  ];
  const to = (change: Partial<ActivityPlace>) => go({ ...place, ...change }, { replace: true });
  return (
    <div className={styles.page}>
      <PaneHeader
        level={1}
        title={t('title')}
        start={start}
        end={
          <Button
            size="sm"
            variant={isNewOnly ? 'secondary' : 'ghost'}
            icon={<Filter />}
            aria-pressed={isNewOnly}
            onClick={() => to({ news: isNewOnly ? undefined : true })}
          >
            {t('unreadOnly')}
          </Button>
        }
      />
      <div className={styles.tabs}>
        <Tabs
          className={styles.tabList}
          label={t('tabs')}
          value={show ?? 'all'}
          onChange={(id) => to({ show: id === 'all' ? undefined : (id as ActivityShown) })}
          items={items}
        >
          <PaneBody className={styles.body}>
            {before !== undefined && (
              <ActivityList
                key={`${show} ${isNewOnly}`}
                workspaceId={place.workspace}
                before={before}
                filter={{ show, since: isNewOnly ? (before ?? undefined) : undefined }}
                isNewOnly={isNewOnly}
              />
            )}
          </PaneBody>
        </Tabs>
      </div>
    </div>
  );
}

/** One's last look before this one: what is newer is new for as long as one stays. */
function useLookBefore(workspaceId: string): string | null | undefined {
  const lookedAt = useLookedAt(workspaceId);
  const [kept, setKept] = useState({ workspaceId, lookedAt });
  const isOther = kept.workspaceId !== workspaceId;
  if (isOther || (kept.lookedAt === undefined && lookedAt !== undefined)) setKept({ workspaceId, lookedAt });
  return isOther ? undefined : kept.lookedAt;
}

interface ActivityListProps {
  workspaceId: string;
  before: string | null;
  filter: ActivityFilter;
  isNewOnly: boolean;
}

function ActivityList({ workspaceId, before, filter, isNewOnly }: ActivityListProps) {
  const t = useTranslations('activity');
  const words = useTranslations('words');
  const toText = useRejectText();
  const { activity, reload, loadMore } = useActivity(workspaceId, filter);
  const keys = useCardKeys();
  const entries = activity.state === 'loaded' ? activity.value.entries : none;
  const groups = useMemo(() => grouped(entries), [entries]);
  useSaysLooked(workspaceId, filter.show ? undefined : entries[0]?.at);
  if (activity.state === 'loading') return <SkeletonRows label={words('loading')} rows={5} />;
  if (activity.state === 'failed')
    return <EmptyState title={toText(activity.error)} action={<Button onClick={reload}>{words('retry')}</Button>} />;
  if (groups.length === 0)
    return (
      <EmptyState icon={<Bell />} title={t(isNewOnly ? 'noNews' : 'none')}>
        {!isNewOnly && t('noneText')}
      </EmptyState>
    );
  return (
    <>
      <ul className={styles.list} aria-label={t('list')} onKeyDown={keys}>
        {groups.map((group) => (
          <li key={group.key} data-new={group.entries[0].at > (before ?? '') || undefined}>
            <ActivityRow workspaceId={workspaceId} group={group} isNew={group.entries[0].at > (before ?? '')} />
          </li>
        ))}
      </ul>
      {activity.value.hasMore && (
        <div className={styles.more}>
          <Button onClick={loadMore}>{words('showMore')}</Button>
        </div>
      )}
    </>
  );
}

const none: readonly [] = [];

/** What stands on a screen that is in sight has been seen. Of a part of it alone nothing is said. */
function useSaysLooked(workspaceId: string, newest: string | undefined): void {
  const roost = useRoost();
  const lookedAt = useLookedAt(workspaceId);
  const isNews = newest !== undefined && newest > (lookedAt ?? '');
  useEffect(() => {
    if (!isNews) return;
    const args = { workspace: workspaceId, at: newest };
    const say = () => document.visibilityState === 'visible' && roost.send({ name: 'activity.look', args });
    say();
    document.addEventListener('visibilitychange', say);
    return () => document.removeEventListener('visibilitychange', say);
  }, [roost, workspaceId, newest, isNews]);
}
