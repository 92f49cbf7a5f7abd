import type { Message } from '@roost/protocol/entities';
import { useCallback, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { Virtualizer } from 'virtua';
import { useRowKeys } from '../../message/useRowKeys.ts';
import { useChannelName } from '../../sync/channels.ts';
import { TimelineRow } from './TimelineRow.tsx';
import { TimelineStart } from './TimelineStart.tsx';
import { useHoveredRow } from './useHoveredRow.ts';
import type { Timeline } from './useTimeline.ts';
import styles from './Timeline.module.css';

interface FeedProps {
  channelId: string;
  timeline: Timeline;
}

/** The scrolling list itself: only rows near what is visible exist. */
export function Feed({ channelId, timeline }: FeedProps) {
  const t = useTranslations('timeline');
  const name = useChannelName(channelId);
  const { window, virtualizer, scroller, sizes, rows, scroll, list, acts } = timeline;
  const { hovered, setHovered, ofFeed } = useHoveredRow(timeline.hoveredUnsent);
  const rowKeys = useFeedKeys(timeline);
  return (
    <div
      ref={scroller}
      className={styles.scroll}
      role="feed"
      aria-label={t('label', { channel: name })}
      aria-busy={window?.extending !== null}
      data-region="messages"
      tabIndex={-1}
      onKeyDown={rowKeys.onKeyDown}
      onFocus={rowKeys.onFocus}
      {...ofFeed}
    >
      <Virtualizer
        ref={virtualizer}
        scrollRef={scroller}
        shift={scroll.shift}
        keepMounted={keptRows(rows.keys, rows.messages, acts.editing, rowKeys.tabStop)}
        bufferSize={200}
        {...(sizes && { cache: sizes })}
        onScroll={scroll.onScroll}
        onScrollEnd={scroll.onScrollEnd}
      >
        {rows.items.map((item, index) =>
          item.type === 'start' ? (
            <TimelineStart key="start" channelId={channelId} />
          ) : (
            <TimelineRow
              key={item.key}
              list={list}
              row={item}
              position={index + 1}
              isTabStop={rowKeys.tabStop === item.key}
              isActive={hovered === item.key}
              isEdited={item.type === 'message' && acts.editing === item.message.id}
              isFlashing={item.type === 'message' && timeline.flash === item.message.id}
              onHover={setHovered}
              onFocus={rowKeys.setCurrent}
            />
          ),
        )}
      </Virtualizer>
    </div>
  );
}

function useFeedKeys({ rows, virtualizer, scroller, list, messageOf, markRead }: Timeline) {
  const { keys } = rows;
  const focusRow = useCallback(
    (index: number) => {
      virtualizer.current?.scrollToIndex(index, { align: 'nearest' });
      focusSoon(scroller, `[data-row="${CSS.escape(keys[index] ?? '')}"]`);
    },
    [keys, virtualizer, scroller],
  );
  const onEscape = useCallback(() => {
    markRead();
    document.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus();
  }, [markRead]);
  return useRowKeys({ rowKeys: keys, list, messageOf, focusRow, onEscape });
}

const mostFrames = 30;

/** A row that was out of sight exists some frames after one has scrolled there. */
function focusSoon(scroller: RefObject<HTMLDivElement | null>, row: string, frames = 0): void {
  requestAnimationFrame(() => {
    const element = scroller.current?.querySelector<HTMLElement>(row);
    if (element) element.focus({ preventScroll: true });
    else if (frames < mostFrames) focusSoon(scroller, row, frames + 1);
  });
}

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
