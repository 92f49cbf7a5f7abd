import type { Message } from '@roost/protocol/entities';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { useTranslations } from 'use-intl';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { DeleteDialog } from '../../message/DeleteDialog.tsx';
import { fromIds } from '../../message/mentionText.ts';
import { useEntityRenderers } from '../../message/Mentions.tsx';
import { toPending } from '../../message/toPending.ts';
import { useMessageActions } from '../../message/useMessageActions.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { useNames } from '../../message/useNames.ts';
import { useReasonText } from '../../message/useReasonText.ts';
import { useRowKeys } from '../../message/useRowKeys.ts';
import { useChannelName, useChannelRights, useMembership } from '../../sync/channels.ts';
import { useDraft } from '../../sync/drafts.ts';
import { useWindow } from '../../sync/messages.ts';
import { useOutbox } from '../../sync/outbox.ts';
import { useIsAdmin, useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { JumpPills } from './JumpPills.tsx';
import { toRows, type Row } from './rows.ts';
import { TimelineRow } from './TimelineRow.tsx';
import { TimelineStart } from './TimelineStart.tsx';
import { useArrivals } from './useArrivals.ts';
import { useNewLine } from './useNewLine.ts';
import { usePlaceOnOpen } from './usePlaceOnOpen.ts';
import { useReadMarking } from './useReadMarking.ts';
import { useScroll } from './useScroll.ts';
import styles from './Timeline.module.css';

/** What the composer beside it may ask of a timeline. */
export interface TimelineHandle {
  /** Starts editing one's newest message. */
  editLast(): void;
  toPresent(): void;
}

export interface ChannelTimelineProps {
  workspaceId: string;
  channelId: string;
  /** The message that the address points at. */
  messageId?: string | undefined;
  ref?: Ref<TimelineHandle>;
}

const start = { type: 'start', key: 'start' } as const;
type Item = Row | typeof start;

/** A channel's messages: what was said, what is being sent, and where one stopped reading. */
export function ChannelTimeline({ workspaceId, channelId, messageId, ref }: ChannelTimelineProps) {
  const t = useTranslations('timeline');
  const words = useTranslations('words');
  const roost = useRoost();
  const window = useWindow(channelId);
  const membership = useMembership(channelId);
  const self = useSelf(workspaceId)?.id ?? '';
  const isAdmin = useIsAdmin(workspaceId);
  const canPost = useChannelRights(channelId).post;
  const name = useChannelName(channelId);
  const names = useNames(workspaceId);
  const [, setDraft] = useDraft(channelId);
  const reasonText = useReasonText();
  const outbox = useOutbox(channelId);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const away = useRef<() => boolean>(() => false);
  const newLine = useNewLine(
    channelId,
    membership,
    useCallback(() => away.current(), []),
  );

  const messages = window?.messages ?? none;
  const pending = useMemo(() => toPending(outbox, reasonText), [outbox, reasonText]);
  const rows = useMemo(
    () =>
      toRows({
        messages,
        pending: window?.hasMoreAfter ? [] : pending,
        self,
        newAfter: newLine.newAfter,
        hasMoreBefore: window?.hasMoreBefore ?? true,
      }),
    [messages, pending, self, newLine.newAfter, window?.hasMoreBefore, window?.hasMoreAfter],
  );
  const items = useMemo<readonly Item[]>(
    () => (window && !window.hasMoreBefore ? [start, ...rows] : rows),
    [window, rows],
  );
  const keys = useMemo(() => items.map((item) => item.key), [items]);

  const scroll = useScroll({
    scroller,
    list,
    rowKeys: keys,
    hasMoreBefore: window?.hasMoreBefore ?? false,
    hasMoreAfter: window?.hasMoreAfter ?? false,
    onNearTop: () => roost.loadOlder(channelId),
    onNearBottom: () => roost.loadNewer(channelId),
    onRest: () => reading.look(),
  });
  away.current = () => !document.hasFocus() || !scroll.atBottom.current;
  const lastSeen = useCallback(() => lastVisible(scroller.current, list.current, items), [items]);
  const reading = useReadMarking(channelId, lastSeen);
  useEffect(reading.look, [reading.look, keys]);

  const markUnread = useCallback(
    (message: Message) => {
      const before = messages[messages.findIndex((one) => one.id === message.id) - 1];
      reading.frozen.current = true;
      newLine.set(before?.createdAt ?? justBefore(message.createdAt));
      if (before) roost.markRead(channelId, before.id, { back: true });
    },
    [messages, reading.frozen, newLine, roost, channelId],
  );
  const state = useMessageActions({
    workspaceId,
    canPost,
    markUnread: membership ? markUnread : undefined,
    threads: true,
  });
  const flash = usePlaceOnOpen({ channelId, messageId, window, items, scroll, hasLine: newLine.newAfter !== null });
  const arrivals = useArrivals(messages, self, scroll.atBottom);
  const involved = useMemo(() => peopleIn(messages), [messages]);
  const nameOf = useNameOf(workspaceId, involved);
  const renderers = useEntityRenderers(workspaceId, self);
  const rightsOf = useCallback(
    (message: Message) => ({
      edit: canPost && message.author === self && !message.system,
      remove: canPost && (message.author === self || isAdmin),
    }),
    [canPost, self, isAdmin],
  );
  const focusRow = useCallback(
    (index: number) => {
      list.current?.scrollToIndex(index, { align: 'nearest' });
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(keys[index] ?? '')}"]`)?.focus(),
      );
    },
    [keys],
  );
  const toPresent = useCallback(() => {
    if (window?.hasMoreAfter) roost.jumpToPresent(channelId);
    scroll.toBottom();
  }, [window?.hasMoreAfter, roost, channelId, scroll]);
  const onEscape = useCallback(() => {
    newLine.clear();
    document.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus();
  }, [newLine]);
  const messageOf = useCallback((key: string) => messages.find((message) => message.clientId === key), [messages]);
  const rowKeys = useRowKeys({ rowKeys: keys, messageOf, rightsOf, actions: state.actions, focusRow, onEscape });
  const [hovered, setHovered] = useState<string | null>(null);

  useImperativeHandle(ref, () => ({
    editLast: () => {
      const last = messages.findLast((message) => message.author === self && !message.system && !message.deletedAt);
      if (!last || !canPost) return;
      scroll.toRow(keys.indexOf(last.clientId), 'nearest');
      state.setEditing(last.id);
    },
    toPresent,
  }));

  if (!window || (window.status === 'loading' && messages.length === 0)) return <SkeletonRows label={t('loading')} />;
  if (window.status === 'failed' && messages.length === 0) {
    return (
      <SkeletonRows
        label={t('loadFailed')}
        slow={{ text: t('loadFailed'), retryLabel: words('retry'), onRetry: () => roost.openChannel(channelId) }}
      />
    );
  }
  const keepMounted = keptRows(keys, messages, state.editing, rowKeys.tabStop);
  return (
    <div className={styles.pane} onPointerLeave={() => setHovered(null)}>
      <div
        ref={scroller}
        className={styles.scroll}
        role="feed"
        aria-label={t('label', { channel: name })}
        aria-busy={window.extending !== null}
        data-region="messages"
        tabIndex={-1}
        onKeyDown={rowKeys.onKeyDown}
      >
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          shift={scroll.shift}
          keepMounted={keepMounted}
          bufferSize={400}
          onScroll={scroll.onScroll}
          onScrollEnd={scroll.onScrollEnd}
        >
          {items.map((item, index) =>
            item.type === 'start' ? (
              <TimelineStart key="start" channelId={channelId} />
            ) : (
              <TimelineRow
                key={item.key}
                row={item}
                position={index + 1}
                workspaceId={workspaceId}
                self={self}
                isTabStop={rowKeys.tabStop === item.key}
                isActive={hovered === item.key}
                flash={flash}
                editing={
                  item.type === 'message' && state.editing === item.message.id
                    ? fromIds(item.message.text, names)
                    : null
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
              />
            ),
          )}
        </Virtualizer>
      </div>
      {window.extending !== null && (
        <div className={styles.busy}>
          <Spinner label={t('loading')} />
        </div>
      )}
      <JumpPills
        isFar={scroll.isFar || window.hasMoreAfter}
        arrived={arrivals.count}
        unread={
          newLine.newAfter !== null && !isLineVisible(scroller.current, list.current, items) ? unreadAbove(items) : null
        }
        onPresent={() => {
          arrivals.clear();
          toPresent();
        }}
        onLine={() =>
          scroll.toRow(
            items.findIndex((item) => item.type !== 'start' && item.isNew),
            'center',
          )
        }
        onMarkRead={() => {
          newLine.clear();
          const last = messages.at(-1);
          if (last) roost.markRead(channelId, last.id);
        }}
      />
      <DeleteDialog open={state.deleting !== null} onConfirm={state.confirmDelete} onCancel={state.cancelDelete} />
    </div>
  );
}

const none: readonly Message[] = [];

/** Rows that must not vanish though they are out of sight: the one being edited and the one that Tab returns to. */
function keptRows(
  keys: readonly string[],
  messages: readonly Message[],
  editing: string | null,
  tabStop: string | null,
): number[] {
  const edited = editing && messages.find((message) => message.id === editing)?.clientId;
  return [edited, tabStop].flatMap((key) => (key ? [keys.indexOf(key)] : [])).filter((index) => index >= 0);
}

/** The last message of which one can see the end. */
function lastVisible(
  scroller: HTMLElement | null,
  list: VirtualizerHandle | null,
  items: readonly Item[],
): Message | undefined {
  if (!scroller || !list || items.length === 0) return undefined;
  const end = scroller.scrollTop + scroller.clientHeight;
  for (let index = Math.min(items.length - 1, list.findItemIndex(end)); index >= 0; index--) {
    const item = items[index]!;
    const isWhole = list.getItemOffset(index) + list.getItemSize(index) <= end + 2;
    if (!isWhole) continue;
    if (item.type === 'message' || item.type === 'system') return item.message;
    if (item.type === 'joins') return item.messages.at(-1);
  }
  return undefined;
}

function isLineVisible(scroller: HTMLElement | null, list: VirtualizerHandle | null, items: readonly Item[]): boolean {
  const index = items.findIndex((item) => item.type !== 'start' && item.isNew);
  if (index < 0 || !scroller || !list) return true;
  return list.getItemOffset(index) + 4 >= scroller.scrollTop;
}

function unreadAbove(items: readonly Item[]): { count: number; since: string } | null {
  const index = items.findIndex((item) => item.type !== 'start' && item.isNew);
  const first = items[index];
  if (first?.type !== 'message') return null;
  return { count: items.slice(index).filter((item) => item.type === 'message').length, since: first.message.createdAt };
}

/** Everybody whose name a row may show. */
function peopleIn(messages: readonly Message[]): string[] {
  const people = new Set<string>();
  for (const message of messages) {
    people.add(message.author);
    for (const reaction of message.reactions) for (const user of reaction.users.slice(0, 12)) people.add(user);
    for (const user of message.replyUsers ?? []) people.add(user);
    if (message.system && 'users' in message.system) for (const user of message.system.users) people.add(user);
  }
  return [...people];
}

/** An instant without its closing `Z` sorts right before itself. */
function justBefore(at: string): string {
  return at.slice(0, -1);
}
