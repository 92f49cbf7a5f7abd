import { memo } from 'react';
import { Dividers } from '../../message/Dividers.tsx';
import { MessageArticle, type MessageArticleProps } from '../../message/MessageArticle.tsx';
import { JoinsRow, SystemRow } from '../../message/SystemRow.tsx';
import type { Row } from './rows.ts';

type TimelineRowProps = Omit<MessageArticleProps, 'before' | 'children'> & { row: Row };

/** One row of a channel's feed: a message or what happened, below the dividers that begin with it. */
export const TimelineRow = memo(function TimelineRow({ row, ...rest }: TimelineRowProps) {
  return (
    <MessageArticle
      {...rest}
      row={row}
      before={<Dividers channelId={channelOf(row)} day={row.day} isNew={row.isNew} />}
    >
      {row.type === 'system' && <SystemRow list={rest.list} message={row.message} />}
      {row.type === 'joins' && <JoinsRow list={rest.list} messages={row.messages} />}
    </MessageArticle>
  );
});

function channelOf(row: Row): string | undefined {
  switch (row.type) {
    case 'message':
    case 'system':
      return row.message.channel;
    case 'joins':
      return row.messages[0]?.channel;
    case 'pending':
      return undefined;
  }
}
