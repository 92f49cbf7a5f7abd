import { channelMention, mentionOf } from '@roost/protocol/text';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

/** Whether the message `n` mentions somebody, as `mentions` of the protocol decides it [M8]. */
export const mentioning = (sql: Sql | TransactionSql, user: string) => sql`
  (strpos(n.text, ${mentionOf(user)}) > 0 or strpos(n.text, ${channelMention}) > 0
    or coalesce(n.reached @> ${JSON.stringify([{ users: [user] }])}::text::jsonb, false))`;
