import type { Message } from '@roost/protocol/entities';
import { X } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { DeleteDialog } from '../../message/DeleteDialog.tsx';
import { fromIds } from '../../message/mentionText.ts';
import { useEntityRenderers } from '../../message/Mentions.tsx';
import { toPending } from '../../message/toPending.ts';
import { useMessageActions } from '../../message/useMessageActions.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { useNames } from '../../message/useNames.ts';
import { useReasonText } from '../../message/useReasonText.ts';
import { useRowKeys } from '../../message/useRowKeys.ts';
import { useChannel, useChannelName, useChannelRights } from '../../sync/channels.ts';
import { useDraft } from '../../sync/drafts.ts';
import { useThread } from '../../sync/messages.ts';
import { useOutbox } from '../../sync/outbox.ts';
import { useIsAdmin, useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PaneHeader } from '../../ui/Pane.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { ThreadRow } from './ThreadRow.tsx';
import { threadRows } from './threadRows.ts';
import styles from './ThreadPane.module.css';

export interface ThreadPaneProps {
  workspaceId: string;
  channelId: string;
  rootId: string;
  onClose: () => void;
  /** Where replies are written; absent where one may not write. */
  composer: ReactNode;
}

const none: readonly Message[] = [];

/** A message and the replies to it, beside the channel. */
export function ThreadPane(props: ThreadPaneProps) {
  const { workspaceId, channelId, rootId, onClose } = props;
  const t = useTranslations('thread');
  const roost = useRoost();
  const thread = useThread(rootId);
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  useEffect(() => {
    roost.openThread(rootId);
    return () => roost.closeThread(rootId);
  }, [roost, rootId]);
  return (
    <>
      <PaneHeader
        title={t('title')}
        subtitle={channel?.kind === 'direct' ? name : `# ${name}`}
        end={<IconButton label={t('close')} shortcut="Escape" icon={<X />} onClick={onClose} />}
      />
      <ThreadContent {...props} key={rootId} status={thread?.status} workspaceId={workspaceId} />
    </>
  );
}

function ThreadContent(props: ThreadPaneProps & { status: 'loading' | 'ready' | 'failed' | undefined }) {
  const { workspaceId, channelId, rootId, onClose, composer } = props;
  const t = useTranslations('thread');
  const tl = useTranslations('timeline');
  const words = useTranslations('words');
  const roost = useRoost();
  const thread = useThread(rootId);
  const self = useSelf(workspaceId)?.id ?? '';
  const isAdmin = useIsAdmin(workspaceId);
  const canPost = useChannelRights(channelId).post;
  const names = useNames(workspaceId);
  const [, setDraft] = useDraft(`${channelId}/${rootId}`);
  const reasonText = useReasonText();
  const outbox = useOutbox(channelId, rootId);
  const scroller = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const replies = thread?.messages ?? none;
  const root = thread?.root ?? null;
  const rows = useMemo(
    () => threadRows(root, replies, toPending(outbox, reasonText)),
    [root, replies, outbox, reasonText],
  );
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const state = useMessageActions({ workspaceId, canPost, threads: false });
  const nameOf = useNameOf(
    workspaceId,
    useMemo(() => (root ? [root, ...replies] : replies).map((message) => message.author), [root, replies]),
  );
  const renderers = useEntityRenderers(workspaceId, self);
  const rightsOf = useCallback(
    (message: Message) => ({
      edit: canPost && message.author === self,
      remove: canPost && (message.author === self || isAdmin),
    }),
    [canPost, self, isAdmin],
  );
  const focusRow = useCallback(
    (index: number) => scroller.current?.querySelectorAll<HTMLElement>('[data-row]')[index]?.focus(),
    [],
  );
  const messageOf = useCallback(
    (key: string) => [root, ...replies].find((message) => message?.clientId === key) ?? undefined,
    [root, replies],
  );
  const rowKeys = useRowKeys({
    rowKeys: keys,
    messageOf,
    rightsOf,
    actions: state.actions,
    focusRow,
    onEscape: onClose,
  });
  usePinnedBottom(scroller, keys);

  if (thread?.status === 'failed' && !root) return <EmptyState title={t('missing')} />;
  if (!thread || !root) {
    return (
      <SkeletonRows
        label={tl('loading')}
        rows={3}
        slow={{ text: words('stillLoading'), retryLabel: words('retry'), onRetry: () => roost.openThread(rootId) }}
      />
    );
  }
  return (
    <>
      <div
        ref={scroller}
        className={styles.list}
        role="feed"
        aria-label={tl('threadLabel')}
        onKeyDown={rowKeys.onKeyDown}
        onPointerLeave={() => setHovered(null)}
      >
        {rows.map((row, index) => (
          <ThreadRow
            key={row.key}
            row={row}
            position={index + 1}
            workspaceId={workspaceId}
            self={self}
            isTabStop={rowKeys.tabStop === row.key}
            isActive={hovered === row.key}
            editing={
              row.type === 'message' && state.editing === row.message.id ? fromIds(row.message.text, names) : null
            }
            actions={state.actions}
            rightsOf={rightsOf}
            nameOf={nameOf}
            renderers={renderers}
            onHover={setHovered}
            onFocus={rowKeys.setCurrent}
            onEditPending={(key, text) => {
              if (roost.remove(key)) setDraft(fromIds(text, names));
            }}
          >
            {index === 0 && (
              <>
                <div className={styles.count}>
                  <span>{root.replyCount ? t('replies', { count: root.replyCount }) : t('noReplies')}</span>
                </div>
                {thread.hasMoreBefore && (
                  <div className={styles.older}>
                    <Button
                      size="sm"
                      busy={thread.extending === 'before'}
                      onClick={() => roost.loadThreadOlder(rootId)}
                    >
                      {t('loadOlder')}
                    </Button>
                  </div>
                )}
              </>
            )}
          </ThreadRow>
        ))}
      </div>
      {composer}
      <DeleteDialog open={state.deleting !== null} onConfirm={state.confirmDelete} onCancel={state.cancelDelete} />
    </>
  );
}

/** New replies stay in sight for who is at the bottom; who reads further up is not moved. */
function usePinnedBottom(scroller: React.RefObject<HTMLDivElement | null>, keys: readonly string[]): void {
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
    if (atBottom.current && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [scroller, keys]);
}
