import type { Message } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import type { EntityRenderers } from '../../markdown/MessageText.tsx';
import type { MessageActions, MessageRights } from '../../message/actions.ts';
import { MessageRow, useRowLabel } from '../../message/MessageRow.tsx';
import { PendingRow } from '../../message/PendingRow.tsx';
import { useRoost } from '../../sync/roost.ts';
import type { ThreadRowData } from './threadRows.ts';
import styles from './ThreadPane.module.css';

interface ThreadRowProps {
  row: ThreadRowData;
  position: number;
  workspaceId: string;
  self: string;
  isTabStop: boolean;
  isActive: boolean;
  editing: string | null;
  actions: MessageActions;
  rightsOf: (message: Message) => MessageRights;
  nameOf: (user: string) => string;
  renderers: EntityRenderers;
  onHover: (key: string | null) => void;
  onFocus: (key: string) => void;
  onEditPending: (key: string, text: string) => void;
  /** What stands between this row and the next. */
  children?: ReactNode;
}

/** One message of a thread. */
export function ThreadRow(props: ThreadRowProps) {
  const { row, position, isTabStop, isActive, nameOf, onHover, onFocus, children } = props;
  const rowLabel = useRowLabel();
  const label = row.type === 'message' ? rowLabel(row.message, nameOf(row.message.author), nameOf) : undefined;
  return (
    <article
      className={styles.article}
      data-row={row.key}
      data-message={row.type === 'message' ? row.message.id : undefined}
      aria-posinset={position}
      aria-setsize={-1}
      aria-label={label}
      tabIndex={isTabStop ? 0 : -1}
      onPointerEnter={() => isActive || onHover(row.key)}
      onFocus={() => {
        onFocus(row.key);
        onHover(row.key);
      }}
    >
      <Inside {...props} />
      {children}
    </article>
  );
}

function Inside({
  row,
  workspaceId,
  self,
  isActive,
  editing,
  actions,
  rightsOf,
  nameOf,
  renderers,
  onEditPending,
}: ThreadRowProps) {
  const roost = useRoost();
  if (row.type === 'pending') {
    return (
      <PendingRow
        workspace={workspaceId}
        self={self}
        pending={row.pending}
        grouped={row.grouped}
        renderers={renderers}
        onRetry={() => roost.retry(row.key)}
        onEdit={() => onEditPending(row.key, row.pending.text)}
        onDelete={() => roost.remove(row.key)}
      />
    );
  }
  return (
    <MessageRow
      workspace={workspaceId}
      self={self}
      message={row.message}
      grouped={row.grouped}
      mentionsMe={false}
      editing={editing}
      active={isActive}
      flash={false}
      actions={actions}
      rights={rightsOf(row.message)}
      nameOf={nameOf}
      renderers={renderers}
      showThread={false}
    />
  );
}
