import type { Message } from '@roost/protocol/entities';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Virtualizer } from 'virtua';
import { fromIds } from '../../message/mentionText.ts';
import { useEntityRenderers } from '../../message/Mentions.tsx';
import { useNameOf } from '../../message/useNameOf.ts';
import { useNames } from '../../message/useNames.ts';
import { useRowKeys } from '../../message/useRowKeys.ts';
import { useChannelName } from '../../sync/channels.ts';
import { useDraft } from '../../sync/drafts.ts';
import { useRoost } from '../../sync/roost.ts';
import { peopleIn } from './items.ts';
import { TimelineRow } from './TimelineRow.tsx';
import { TimelineStart } from './TimelineStart.tsx';
import type { Timeline } from './useTimeline.ts';
import styles from './Timeline.module.css';

interface FeedProps {
  workspaceId: string;
  channelId: string;
  timeline: Timeline;
}

/** The scrolling list itself: only rows near what is visible exist. */
export function Feed({ workspaceId, channelId, timeline }: FeedProps) {
  const t = useTranslations('timeline');
  const name = useChannelName(channelId);
  const { window, list, scroller, rows, scroll, acts } = timeline;
  const [hovered, setHovered] = useState<string | null>(null);
  const rowKeys = useFeedKeys(timeline);
  const row = useRowProps({ workspaceId, channelId, timeline });
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
      onPointerLeave={() => setHovered(null)}
    >
      <Virtualizer
        ref={list}
        scrollRef={scroller}
        shift={scroll.shift}
        keepMounted={keptRows(rows.keys, rows.messages, acts.editing, rowKeys.tabStop)}
        bufferSize={400}
        onScroll={scroll.onScroll}
        onScrollEnd={scroll.onScrollEnd}
      >
        {rows.items.map((item, index) =>
          item.type === 'start' ? (
            <TimelineStart key="start" channelId={channelId} />
          ) : (
            <TimelineRow
              key={item.key}
              row={item}
              position={index + 1}
              isTabStop={rowKeys.tabStop === item.key}
              isActive={hovered === item.key}
              editing={item.type === 'message' && acts.editing === item.message.id ? row.textOf(item.message) : null}
              onHover={setHovered}
              onFocus={rowKeys.setCurrent}
              {...row.shared}
            />
          ),
        )}
      </Virtualizer>
    </div>
  );
}

function useFeedKeys({ rows, list, scroller, acts, rightsOf, newLine }: Timeline) {
  const { keys, messages } = rows;
  const focusRow = useCallback(
    (index: number) => {
      list.current?.scrollToIndex(index, { align: 'nearest' });
      const selector = `[data-row="${CSS.escape(keys[index] ?? '')}"]`;
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(selector)?.focus());
    },
    [keys, list, scroller],
  );
  const onEscape = useCallback(() => {
    newLine.clear();
    document.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus();
  }, [newLine]);
  const messageOf = useCallback((key: string) => messages.find((message) => message.clientId === key), [messages]);
  return useRowKeys({ rowKeys: keys, messageOf, rightsOf, actions: acts.actions, focusRow, onEscape });
}

/** What all rows share. */
function useRowProps({ workspaceId, channelId, timeline }: FeedProps) {
  const roost = useRoost();
  const names = useNames(workspaceId);
  const [, setDraft] = useDraft(channelId);
  const { rows, self, flash, acts, rightsOf } = timeline;
  const involved = useMemo(() => peopleIn(rows.messages), [rows.messages]);
  const nameOf = useNameOf(workspaceId, involved);
  const renderers = useEntityRenderers(workspaceId, self);
  const onEditPending = (key: string, text: string) => {
    if (roost.remove(key)) setDraft(fromIds(text, names));
  };
  return {
    textOf: (message: Message) => fromIds(message.text, names),
    shared: { workspaceId, self, flash, actions: acts.actions, rightsOf, nameOf, renderers, onEditPending },
  };
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
