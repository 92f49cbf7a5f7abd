import type { Message } from '@roost/protocol/entities';
import type { EntityRenderers } from '../../markdown/MessageText.tsx';
import type { MessageActions, MessageRights } from '../../message/actions.ts';
import { Dividers } from '../../message/Dividers.tsx';
import { MessageRow, useRowLabel } from '../../message/MessageRow.tsx';
import { PendingRow } from '../../message/PendingRow.tsx';
import { JoinsRow, SystemRow } from '../../message/SystemRow.tsx';
import { useRoost } from '../../sync/roost.ts';
import type { Row } from './rows.ts';
import styles from './Timeline.module.css';

export interface TimelineRowProps {
  row: Row;
  position: number;
  workspaceId: string;
  self: string;
  isTabStop: boolean;
  isActive: boolean;
  /** Id of the message that the address points at. */
  flash: string | null;
  editing: string | null;
  actions: MessageActions;
  rightsOf: (message: Message) => MessageRights;
  nameOf: (user: string) => string;
  renderers: EntityRenderers;
  onHover: (key: string | null) => void;
  onFocus: (key: string) => void;
  onEditPending: (key: string, text: string) => void;
}

/** One row of the feed with its dividers inside, so that every child of the feed is an article. */
export function TimelineRow(props: TimelineRowProps) {
  const { row, position, isTabStop, isActive, onHover, onFocus } = props;
  const rowLabel = useRowLabel();
  return (
    <article
      className={styles.article}
      data-row={row.key}
      data-message={row.type === 'message' ? row.message.id : undefined}
      aria-posinset={position}
      aria-setsize={-1}
      aria-label={labelOf(props, rowLabel)}
      tabIndex={isTabStop ? 0 : -1}
      onPointerEnter={() => isActive || onHover(row.key)}
      onFocus={() => {
        onFocus(row.key);
        onHover(row.key);
      }}
    >
      <Dividers day={row.day} isNew={row.isNew} />
      <Inside {...props} />
    </article>
  );
}

function Inside({
  row,
  workspaceId,
  self,
  isActive,
  flash,
  editing,
  actions,
  rightsOf,
  nameOf,
  renderers,
  onEditPending,
}: TimelineRowProps) {
  const roost = useRoost();
  switch (row.type) {
    case 'message':
      return (
        <MessageRow
          workspace={workspaceId}
          self={self}
          message={row.message}
          grouped={row.grouped}
          mentionsMe={row.mentionsMe}
          editing={editing}
          active={isActive}
          flash={flash === row.message.id}
          actions={actions}
          rights={rightsOf(row.message)}
          nameOf={nameOf}
          renderers={renderers}
          showThread
        />
      );
    case 'pending':
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
    case 'system':
      return <SystemRow workspace={workspaceId} message={row.message} nameOf={nameOf} renderers={renderers} />;
    case 'joins':
      return <JoinsRow workspace={workspaceId} messages={row.messages} nameOf={nameOf} />;
  }
}

function labelOf({ row, nameOf }: TimelineRowProps, rowLabel: ReturnType<typeof useRowLabel>): string | undefined {
  return row.type === 'message' ? rowLabel(row.message, nameOf(row.message.author), nameOf) : undefined;
}
