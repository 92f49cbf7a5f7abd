import { mentionedSince, mentioning } from './sql.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

/** An unread message, as SQL tells it. `at` where an edit brought the mention. */
export interface UnreadRow {
  message: string;
  createdAt: number;
  mention: boolean;
  at?: number;
}

type Reader = Sql | TransactionSql;
type Fragment = ReturnType<typeof mentioning>;

/** One message may stand far up for others and far down for one: so many times more are looked at than are told. */
const EDITED_FOR_ONE = 10;

/**
 * The unread messages of a run after `readAt`, the newest first, up to `limit`: a bounded walk down the newest messages, and one down what
 * edits have brought since: the channel and the thread have an index of it. Whatever both find counts once, at the later of its places
 * [M2, M8].
 */
export function unreadOf(
  sql: Reader,
  of: { user: string; run: Fragment; channel: Fragment; readAt: Fragment; limit: number },
): Fragment {
  const { user, run, channel, readAt, limit } = of;
  const counts = sql`n.author_id <> ${user} and n.deleted_at is null and n.system is null and not n.backfill`;
  const row = sql`n.id, n.created_at, ${mentioning(sql, user)} as mention,
    case when n.mentioned_at is not null and ${mentioning(sql, user)} then ${mentionedSince(sql, user)} else n.created_at end as at`;
  const edited = sql`n.channel_id = ${channel} and n.mentioned_at > ${readAt} and ${run}`;
  // Who has not read for long meets many edits, few of which call them: none from before the oldest message that is told can be told.
  const since = sql`
    case when exists (select 1 from message n where ${edited} offset ${limit})
    then coalesce((
      select n.created_at from message n where ${run} and n.created_at > ${readAt} and ${counts}
      order by n.created_at desc offset ${limit - 1} limit 1), ${readAt})
    else ${readAt} end`;
  return sql`
    (select coalesce(jsonb_agg(jsonb_build_object('message', x.id, 'createdAt', x.created_at, 'mention', x.mention) ||
      case when x.at > x.created_at then jsonb_build_object('at', x.at) else '{}' end order by x.at desc), '[]')
    from (
      select * from (
        (select ${row} from message n where ${run} and n.created_at > ${readAt} and ${counts} order by n.created_at desc limit ${limit})
        union
        (select ${row} from message n
         where n.channel_id = ${channel} and n.mentioned_at > (select ${since}) and ${run} and ${counts}
           and ${mentioning(sql, user)} and ${mentionedSince(sql, user)} > ${readAt}
         order by n.mentioned_at desc limit ${EDITED_FOR_ONE * limit})
      ) found where found.at > ${readAt} order by found.at desc limit ${limit}) x)`;
}
