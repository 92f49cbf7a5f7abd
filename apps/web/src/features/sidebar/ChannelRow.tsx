import { Archive, BellOff, Hash, Lock, Pencil } from 'lucide-react';
import { countsAll } from '@roost/protocol/sidebar';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { StatusSign } from '../../message/StatusSign.tsx';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useChannel, useChannelName, useOthers, useUnread } from '../../sync/channels.ts';
import { useHasDraft } from '../../sync/drafts.ts';
import { usePreference } from '../../sync/keeping.ts';
import { useUser } from '../../sync/people.ts';
import { usePresenceShape } from '../../sync/quiet.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar, GroupAvatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { cx } from '../../ui/cx.ts';
import { useIsPhone } from '../../ui/media.ts';
import { startDrag } from './channelDrag.ts';
import styles from './Sidebar.module.css';

export type ChannelRowProps = {
  workspaceId: string;
  channelId: string;
  isActive: boolean;
  isTabStop: boolean;
  onlyIfUnread: boolean;
};

/** One conversation. Bold = something new; ember = somebody needs you. Reads its own few facts, so others' news costs it nothing. */
export const ChannelRow = memo(function ChannelRow({
  workspaceId,
  channelId,
  isActive,
  isTabStop,
  onlyIfUnread,
}: ChannelRowProps) {
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const unread = useUnread(channelId);
  const { muted } = usePreference(channelId);
  const hasDraft = useHasDraft(channelId) && !isActive;
  const accessibleName = useRowName(channelId, hasDraft);
  const warming = useWarming(channelId);
  if (!channel || (onlyIfUnread && !unread.any && !isActive)) return null;
  return (
    <li>
      <Link
        href={toPath({ at: 'channel', workspace: workspaceId, channel: channelId })}
        className={cx(styles.row, unread.bold && styles.unread, muted && styles.muted, isActive && styles.active)}
        aria-current={isActive ? 'page' : undefined}
        onDragStart={(event) => startDrag(event, channelId)}
        {...warming}
        data-row={channelId}
        data-name={name}
        data-unread={unread.any || undefined}
        tabIndex={isTabStop ? 0 : -1}
      >
        {channel.kind === 'direct' ? (
          <DirectFace workspaceId={workspaceId} channelId={channelId} />
        ) : channel.kind === 'private' ? (
          <Lock aria-hidden />
        ) : (
          <Hash aria-hidden />
        )}
        <span className="visually-hidden">{accessibleName}</span>
        <span className={styles.name} aria-hidden>
          {name}
          {channel.kind === 'direct' && <OnlyYou channelId={channelId} />}
        </span>
        {channel.kind === 'direct' && <DirectStatus workspaceId={workspaceId} channelId={channelId} />}
        {channel.archivedAt && <Archive className={styles.mark} aria-hidden />}
        {muted && <BellOff className={styles.mark} aria-hidden />}
        {hasDraft && <Pencil className={styles.mark} aria-hidden />}
        <Badge count={unread.badge} />
      </Link>
    </li>
  );
});

const hoverMs = 80;

/** A pointer that rests on a row is likely to press it: its messages are fetched ahead. */
function useWarming(channelId: string) {
  const roost = useRoost();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onPointerEnter: () => {
      timer.current = setTimeout(() => roost.openChannel(channelId), hoverMs);
    },
    onPointerLeave: () => clearTimeout(timer.current),
  };
}

function OnlyYou({ channelId }: { channelId: string }): ReactNode {
  const words = useTranslations('words');
  return useOthers(channelId).length === 0 && <span className={styles.you}>{words('you')}</span>;
}

/** What the other one says of themselves, where there is only one. */
function DirectStatus({ workspaceId, channelId }: { workspaceId: string; channelId: string }): ReactNode {
  const others = useOthers(channelId);
  const user = useUser(workspaceId, others.length === 1 ? others[0]! : null);
  return <StatusSign user={user} />;
}

function DirectFace({ workspaceId, channelId }: { workspaceId: string; channelId: string }) {
  const others = useOthers(channelId);
  const channel = useChannel(channelId);
  const size = useIsPhone() ? 28 : 20;
  const only = others.length > 1 ? undefined : (others[0] ?? channel?.users?.[0]);
  return (
    <span className={styles.face}>
      {only ? (
        <PersonFace workspaceId={workspaceId} userId={only} size={size} />
      ) : (
        <GroupAvatar count={others.length} size={size} />
      )}
    </span>
  );
}

function PersonFace({ workspaceId, userId, size }: { workspaceId: string; userId: string; size: number }) {
  const user = useUser(workspaceId, userId);
  const shape = usePresenceShape(user);
  return <Avatar id={userId} name={user?.name ?? ''} size={size} presence={shape} />;
}

/** “ops, channel, 2 mentions, draft” */
function useRowName(channelId: string, hasDraft: boolean): string {
  const t = useTranslations('sidebar');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const unread = useUnread(channelId);
  const kind = channel?.kind === 'direct' ? 'rowDirect' : channel?.kind === 'private' ? 'rowPrivate' : 'rowPublic';
  const kept = usePreference(channelId);
  const count = unread.badge;
  const news =
    count > 0
      ? t(countsAll(channelId, kept) ? 'rowMessages' : 'rowMentions', { count })
      : unread.bold && t('rowUnread');
  return [
    t(kind, { name }),
    news,
    kept.muted && t('rowMuted'),
    hasDraft && t('rowDraft'),
    channel?.archivedAt && t('rowArchived'),
  ]
    .filter(Boolean)
    .join(', ');
}
