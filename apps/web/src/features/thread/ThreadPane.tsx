import type { ThreadWindow } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import { X } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useTranslations } from 'use-intl';
import { Dividers } from '../../message/Dividers.tsx';
import { MessageArticle } from '../../message/MessageArticle.tsx';
import { useRowKeys } from '../../message/useRowKeys.ts';
import { useChannel, useChannelAccess, useChannelName } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { useSession } from '../../sync/session.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PaneHeader } from '../../ui/Pane.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { FollowButton } from './FollowButton.tsx';
import { useReplyOnOpen } from './useReplyOnOpen.ts';
import { useThreadModel } from './useThreadModel.ts';
import { useThreadReading } from './useThreadReading.ts';
import styles from './ThreadPane.module.css';

export interface ThreadPaneProps {
  workspaceId: string;
  channelId: string;
  rootId: string;
  /** The reply that the address points at. */
  replyId?: string | undefined;
  onClose: () => void;
  /** Where replies are written; absent where one may not write. */
  composer: ReactNode;
}

/** A message and the replies to it, beside the channel. */
export function ThreadPane(props: ThreadPaneProps) {
  const { channelId, rootId, onClose } = props;
  const t = useTranslations('thread');
  const roost = useRoost();
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const isKnown = channel !== undefined;
  const session = useSession();
  useEffect(() => {
    roost.openThread(rootId, channelId);
    return () => roost.closeThread(rootId);
    // Whoever signs in again goes on with another client, which knows nothing of it.
  }, [roost, rootId, channelId, isKnown, session]);
  return (
    <>
      <PaneHeader
        title={t('title')}
        subtitle={channel?.kind === 'direct' ? name : `# ${name}`}
        end={
          <>
            <FollowButton channelId={channelId} rootId={rootId} />
            <IconButton label={t('close')} shortcut="Escape" icon={<X />} onClick={onClose} />
          </>
        }
      />
      <ThreadContent {...props} key={rootId} />
    </>
  );
}

function ThreadContent(props: ThreadPaneProps) {
  const { workspaceId, channelId, rootId, replyId, onClose, composer } = props;
  const t = useTranslations('thread');
  const tl = useTranslations('timeline');
  const words = useTranslations('words');
  const roost = useRoost();
  const { thread, root, rows, list, acts, messageOf } = useThreadModel(props);
  const scroller = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const focusRow = useCallback(
    (index: number) => scroller.current?.querySelectorAll<HTMLElement>('[data-row]')[index]?.focus(),
    [],
  );
  const rowKeys = useRowKeys({ rowKeys: keys, list, messageOf, focusRow, onEscape: onClose });
  usePinnedBottom(scroller, keys);
  const flash = useReplyOnOpen({ rootId, replyId, thread, scroller });
  const newFrom = useThreadReading({ workspaceId, rootId, thread, rows, scroller });
  const access = useChannelAccess(channelId);
  const isMissing = access === 'none' || (thread !== undefined && thread.status !== 'loading');
  if (!root && isMissing) return <EmptyState title={t('missing')} />;
  if (!thread || !root) {
    const onRetry = () => roost.openThread(rootId, channelId);
    const slow = { text: words('stillLoading'), retryLabel: words('retry'), onRetry };
    return <SkeletonRows label={tl('loading')} rows={3} slow={slow} />;
  }
  return (
    <>
      <div
        ref={scroller}
        className={styles.list}
        role="feed"
        aria-label={tl('threadLabel')}
        onKeyDown={rowKeys.onKeyDown}
        onFocus={rowKeys.onFocus}
        onPointerLeave={() => setHovered(null)}
      >
        {rows.map((row, index) => (
          <MessageArticle
            key={row.key}
            list={list}
            row={row}
            position={index + 1}
            isTabStop={rowKeys.tabStop === row.key}
            isActive={hovered === row.key}
            isEdited={row.type === 'message' && acts.editing === row.message.id}
            isFlashing={row.type === 'message' && flash === row.message.id}
            onHover={setHovered}
            onFocus={rowKeys.setCurrent}
            before={row.key === newFrom && <Dividers isNew />}
          >
            {index === 0 && <AfterRoot thread={thread} root={root} onOlder={() => roost.loadThreadOlder(rootId)} />}
          </MessageArticle>
        ))}
      </div>
      {composer}
    </>
  );
}

/** Between the message and its replies: how many there are, and the way to earlier ones. */
function AfterRoot({ thread, root, onOlder }: { thread: ThreadWindow; root: Message; onOlder: () => void }) {
  const t = useTranslations('thread');
  return (
    <>
      <div className={styles.count}>
        <span>{root.replyCount ? t('replies', { count: root.replyCount }) : t('noReplies')}</span>
      </div>
      {thread.hasMoreBefore && (
        <div className={styles.older}>
          <Button size="sm" busy={thread.extending === 'before'} onClick={onOlder}>
            {t('loadOlder')}
          </Button>
        </div>
      )}
    </>
  );
}

/** New replies stay in sight for who is at the bottom; who reads further up is not moved. */
function usePinnedBottom(scroller: RefObject<HTMLDivElement | null>, keys: readonly string[]): void {
  const atBottom = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      atBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < 8;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  });
  useLayoutEffect(() => {
    if (atBottom.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [scroller, keys]);
}
