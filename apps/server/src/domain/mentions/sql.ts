import { channelMention, mentionOf } from '@roost/protocol/text';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

/** Whether the message `n` mentions somebody, as `mentions` of the protocol decides it [M8]. */
export const mentioning = (sql: Sql | TransactionSql, user: string) => sql`
  (strpos(n.text, ${mentionOf(user)}) > 0 or strpos(n.text, ${channelMention}) > 0
    or coalesce(n.reached @> ${JSON.stringify([{ users: [user] }])}::text::jsonb, false))`;

/** The instant from which on the message `n` mentions somebody whom it mentions, as `mentionedSince` of the protocol decides it. */
export const mentionedSince = (sql: Sql | TransactionSql, user: string) => sql`
  (case when n.mentioned is null then n.created_at else coalesce(
    (select (extract(epoch from (since.entry->>'at')::timestamptz) * 1000000)::bigint
     from jsonb_array_elements(n.mentioned) with ordinality as since(entry, nth)
     where since.entry ? 'channel' or since.entry->'users' @> ${JSON.stringify([user])}::text::jsonb order by since.nth limit 1),
    n.created_at) end)`;
