import type { Message } from '@roost/protocol/entities';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { MessageArticle, type ArticleRow } from '../../message/MessageArticle.tsx';
import { useRowKeys } from '../../message/useRowKeys.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { useThreadModel } from './useThreadModel.ts';
import styles from './ThreadsPage.module.css';

const shownAtFirst = 3;

interface RowsProps {
  workspaceId: string;
  /** As it was listed: shown until its replies are here. */
  root: Message;
}

/** What a thread is about and its last replies; the others on demand. */
export function ThreadItemRows(props: RowsProps) {
  const tl = useTranslations('timeline');
  const { thread, shown, earlier, list, acts, messageOf } = useItemRows(props);
  const box = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const keys = useMemo(() => shown.map((row) => row.key), [shown]);
  const focusRow = useCallback(
    (index: number) => box.current?.querySelectorAll<HTMLElement>('[data-row]')[index]?.focus(),
    [],
  );
  const rowKeys = useRowKeys({ rowKeys: keys, list, messageOf, focusRow, onEscape: () => {} });
  const label = { role: 'feed', 'aria-label': tl('threadLabel'), 'aria-busy': thread?.status !== 'ready' } as const;
  const handlers = { onKeyDown: rowKeys.onKeyDown, onFocus: rowKeys.onFocus, onPointerLeave: () => setHovered(null) };
  return (
    <div ref={box} {...label} {...handlers}>
      {shown.map((row, index) => (
        <MessageArticle
          key={row.key}
          list={list}
          row={row}
          position={index + 1}
          isTabStop={rowKeys.tabStop === row.key}
          isActive={hovered === row.key}
          isEdited={row.type === 'message' && acts.editing === row.message.id}
          onHover={setHovered}
          onFocus={rowKeys.setCurrent}
        >
          {index === 0 && <Earlier {...earlier} />}
        </MessageArticle>
      ))}
    </div>
  );
}

function useItemRows({ workspaceId, root }: RowsProps) {
  const roost = useRoost();
  const { rows, thread, ...rest } = useThreadModel({ workspaceId, channelId: root.channel, rootId: root.id });
  const [isWhole, setIsWhole] = useState(false);
  const known = useMemo<readonly ArticleRow[]>(
    () => (rows.length > 0 ? rows : [{ type: 'message', key: root.clientId, message: root, grouped: false }]),
    [rows, root],
  );
  const shown = useMemo(
    () => (isWhole || known.length <= shownAtFirst + 2 ? known : [known[0]!, ...known.slice(-shownAtFirst)]),
    [known, isWhole],
  );
  const earlier = {
    hidden: known.length - shown.length,
    hasMore: thread?.hasMoreBefore === true,
    isBusy: thread?.extending === 'before',
    onShow: () => {
      if (isWhole) roost.loadThreadOlder(root.id);
      setIsWhole(true);
    },
  };
  return { thread, shown, earlier, ...rest };
}

type EarlierProps = ReturnType<typeof useItemRows>['earlier'];

function Earlier({ hidden, hasMore, isBusy, onShow }: EarlierProps) {
  const t = useTranslations('threads');
  if (hidden === 0 && !hasMore) return null;
  return (
    <div className={styles.earlier}>
      <Button variant="ghost" size="sm" busy={isBusy} onClick={onShow}>
        {hidden > 0 ? t('earlier', { count: hidden }) : t('evenEarlier')}
      </Button>
    </div>
  );
}
