import type { Message } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import { MessageRow, useRowLabel } from './MessageRow.tsx';
import type { PendingMessage } from './pending.ts';
import { PendingRow } from './PendingRow.tsx';
import type { MessageList } from './useMessageList.ts';
import styles from './MessageRow.module.css';

/** A message, one that is being sent, or something else, which the list brings as `children`. */
export type ArticleRow = { key: string } & (
  | { type: 'message'; message: Message; grouped: boolean; mentionsMe?: boolean }
  | { type: 'pending'; pending: PendingMessage; grouped: boolean }
  | { type: 'system' | 'joins' }
);

export interface MessageArticleProps {
  list: MessageList;
  row: ArticleRow;
  /** Counted from 1. */
  position: number;
  isTabStop: boolean;
  /** The pointer or the focus is on it. */
  isActive: boolean;
  isEdited: boolean;
  /** The address points at it. */
  isFlashing?: boolean;
  onHover: (key: string | null) => void;
  onFocus: (key: string) => void;
  /** Dividers above the message. They lie inside, as every child of a feed has to be an article. */
  before?: ReactNode;
  children?: ReactNode;
}

/** One row of a feed of messages. */
export function MessageArticle(props: MessageArticleProps) {
  const { list, row, position, isTabStop, isActive, onHover, onFocus, before, children } = props;
  const rowLabel = useRowLabel();
  const message = row.type === 'message' ? row.message : undefined;
  return (
    <article
      className={styles.article}
      data-row={row.key}
      data-message={message?.id}
      aria-posinset={position}
      aria-setsize={-1}
      aria-label={message && rowLabel(message, list)}
      tabIndex={isTabStop ? 0 : -1}
      // Not on entering: a row that comes under a resting pointer would put its tools under a press that is meant for another.
      onPointerMove={(event) => isActive || event.pointerType === 'touch' || onHover(row.key)}
      // What a key does may need the tools, though the pointer was moved elsewhere since.
      onKeyDown={({ target, currentTarget }) => target !== currentTarget || isActive || onHover(row.key)}
      onFocus={(event) => {
        onFocus(row.key);
        // Not after a tap: there the tools would stay.
        if (event.target.matches(':focus-visible')) onHover(row.key);
      }}
    >
      {before}
      <Inside {...props} />
      {children}
    </article>
  );
}

function Inside({ list, row, isActive, isEdited, isFlashing = false }: MessageArticleProps) {
  switch (row.type) {
    case 'message':
      return (
        <MessageRow
          list={list}
          message={row.message}
          grouped={row.grouped}
          mentionsMe={row.mentionsMe ?? false}
          editing={isEdited}
          active={isActive}
          flash={isFlashing}
        />
      );
    case 'pending':
      return <PendingRow list={list} pending={row.pending} grouped={row.grouped} />;
    default:
      return null;
  }
}
