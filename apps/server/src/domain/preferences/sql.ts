import type { Level, Preference } from '@roost/protocol/entities';
import type { Statement, Tx } from '../../log/item.ts';
import { part, type Part } from '../../storage/part.ts';
import { list } from '../../storage/columns.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';

type Reader = Sql | TransactionSql;
type PreferenceRow = Omit<Preference, 'level'> & { level: string | null };

/** As guards and touches name it. */
export function preferenceId(user: string, channel: string): string {
  return `${user}|${channel}`;
}

/** How somebody keeps a channel, or null when they have said nothing about it. */
export async function readPreference(sql: Reader, user: string, channel: string): Promise<Preference | null> {
  const [row] = await sql<PreferenceRow[]>`
    select channel_id as channel, rev, starred, muted, level, section_id as section
    from channel_preference where user_id = ${user} and channel_id = ${channel}`;
  return row ? toPreference(row) : null;
}

/** How somebody keeps all their channels. */
export async function readPreferences(sql: Reader, user: string): Promise<Preference[]> {
  const rows = await sql<PreferenceRow[]>`
    select channel_id as channel, rev, starred, muted, level, section_id as section
    from channel_preference where user_id = ${user} order by channel_id`;
  return rows.map(toPreference);
}

function toPreference({ channel, rev, starred, muted, level, section }: PreferenceRow): Preference {
  return { channel, rev, starred, muted, level: level as Level | null, section };
}

export function savePreferences(tx: Tx, rows: readonly (Preference & { user: string })[]): Statement {
  const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
  return tx`
    insert into channel_preference as p (user_id, channel_id, starred, muted, level, section_id, rev)
    select distinct on (who, channel) who, channel, starred = 1, muted = 1, level, section, rev
    from unnest(${column('user')}::text[], ${column('channel')}::text[], ${rows.map((row) => Number(row.starred))}::int4[],
      ${rows.map((row) => Number(row.muted))}::int4[], ${column('level')}::text[], ${column('section')}::text[],
      ${column('rev')}::bigint[]) as x(who, channel, starred, muted, level, section, rev)
    order by who, channel, rev desc
    on conflict (user_id, channel_id) do update set starred = excluded.starred, muted = excluded.muted, level = excluded.level,
      section_id = excluded.section_id, rev = excluded.rev`;
}

/** The rev as text. */
export function preferenceRevs(ids: readonly string[]): Part {
  return part`
    select x.id, p.rev::text as state
    from (select id, split_part(id, '|', 1) as who, split_part(id, '|', 2) as channel from unnest(${list(ids)}::text[]) as i(id)) x
    join channel_preference p on p.user_id = x.who and p.channel_id = x.channel`;
}
