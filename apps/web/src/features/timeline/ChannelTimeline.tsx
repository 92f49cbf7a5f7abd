import type { Ref } from 'react';
import { late } from '../../ui/late.tsx';
import { useTranslations } from 'use-intl';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { Feed } from './Feed.tsx';
import { dayAt, lineIndex, unreadFrom } from './items.ts';
import { TimelineRow } from './TimelineRow.tsx';
import { useTimeline, type Timeline } from './useTimeline.ts';
import styles from './Timeline.module.css';

const JumpPills = late(async () => (await import('./JumpPills.tsx')).JumpPills);

/** What the composer beside it may ask of a timeline. */
export interface TimelineHandle {
  /** Starts editing one's newest message. */
  editLast(): void;
  toPresent(): void;
  /** Marks the channel as read, and takes the New line away. */
  markRead(): void;
}

export interface ChannelTimelineProps {
  workspaceId: string;
  channelId: string;
  /** The message that the address points at. */
  messageId?: string | undefined;
  /** The moment that it points at. */
  moment?: string | undefined;
  ref?: Ref<TimelineHandle>;
}

/** A channel's messages: what was said, what is being sent, and where one stopped reading. */
export function ChannelTimeline(props: ChannelTimelineProps) {
  const { channelId } = props;
  const t = useTranslations('timeline');
  const roost = useRoost();
  const timeline = useTimeline(props);
  const { window, rows } = timeline;
  const isEmpty = rows.messages.length === 0;
  const retry = { retryLabel: t('retry'), onRetry: () => roost.openChannel(channelId) };
  const isFailed = window?.status === 'failed';
  if (!window || (isEmpty && (isFailed || window.status === 'loading')))
    // What stands below has its place from the start.
    return (
      <div className={styles.pane}>
        {isFailed ? (
          <EmptyState title={t('loadFailed')} action={<Button onClick={retry.onRetry}>{retry.retryLabel}</Button>} />
        ) : (
          <SkeletonRows label={t('loading')} slow={{ text: t('stillLoading'), ...retry }} />
        )}
        <Unsent timeline={timeline} />
      </div>
    );
  return (
    <div className={styles.pane}>
      <Feed channelId={channelId} timeline={timeline} />
      {window.extending !== null && (
        <div className={styles.busy}>
          <Spinner label={t('loading')} />
        </div>
      )}
      <Pills channelId={channelId} timeline={timeline} />
    </div>
  );
}

const nothing = () => {};

/** What one has written stands where it will stand, though what was said before is not here. */
function Unsent({ timeline: { rows, list, hoverUnsent } }: { timeline: Timeline }) {
  const t = useTranslations('timeline');
  if (rows.items.length === 0) return null;
  const still = { list, isTabStop: true, isActive: false, isEdited: false, onHover: hoverUnsent, onFocus: nothing };
  return (
    <div className={styles.unsent} role="feed" aria-label={t('waiting')} onPointerLeave={() => hoverUnsent(null)}>
      {rows.items.map(
        (row, index) =>
          row.type === 'pending' && <TimelineRow key={row.key} {...still} row={row} position={index + 1} />,
      )}
    </div>
  );
}

function Pills({ channelId, timeline }: { channelId: string; timeline: Timeline }) {
  const { window, rows, scroll, newLine, arrivals, toPresent } = timeline;
  const { items } = rows;
  return (
    <JumpPills
      channelId={channelId}
      day={scroll.isMoving && !scroll.isAtBottom ? dayAt(items, scroll.firstVisible) : null}
      isFar={scroll.isFar || window?.hasMoreAfter === true}
      arrived={scroll.isAtBottom ? 0 : arrivals.count}
      unread={
        newLine.newAfter !== null && scroll.isAbove(lineIndex(items)) ? unreadFrom(items, timeline.list.self) : null
      }
      onPresent={toPresent}
      onLine={() => scroll.toRow(lineIndex(items), 'center')}
      onMarkRead={timeline.markRead}
    />
  );
}
