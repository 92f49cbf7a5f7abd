import type { EventData } from '@roost/protocol/events';
import { toIso } from '@roost/protocol/time';
import { list } from '../storage/columns.ts';
import { part, statement } from '../storage/part.ts';
import type { Part } from '../storage/part.ts';
import { openSql } from '../storage/sql.ts';
import { openLog } from './append.ts';
import type { LogDeps } from './append.ts';
import type { Item, Log, LoggedEvent, NewEvent, Outcome, Projection } from './item.ts';

// What the tests of the log say often.

export const TEAM = 'T0000000000000001';
export const OTHER_TEAM = 'T0000000000000002';
export const ADA = 'U0000000000000001';
/** Where messages in the team's stream go, and in the other's: a clock belongs to one stream. */
export const CHANNEL = 'C0000000000000001';
export const OTHER_CHANNEL = 'C0000000000000002';

/** Stores nothing but where the clock of a channel stands, so that plain batches can be written as one statement. */
export const onClocks: Projection<'message.posted'> = {
  type: 'message.posted',
  order: 1,
  advancesClocks: true,
  apart: (events) => [moveClocks(events)],
  apply: (tx, events) => [statement(tx, moveClocks(events))],
};

function moveClocks(events: LoggedEvent<'message.posted'>[]): Part {
  const channels = list(events.map(({ data }) => data.message.channel));
  return part`
    update channel c set last_at = greatest(c.last_at, n.at)
    from (select id, max(at) as at from unnest(${channels}::text[], ${list(events.map(({ at }) => at))}::int8[]) x (id, at) group by id) n
    where c.id = n.id`;
}

/** A log on a test's database. */
export function openTestLog(url: string, sql: LogDeps['sql'], more: Partial<LogDeps> = {}): Promise<Log> {
  return openLog({ sql, connect: () => openSql(url, 1), projections: [onClocks], guards: [], now: Date.now, ...more });
}

/** Makes the channels that messages are posted to. */
export async function makeChannels(sql: LogDeps['sql'], ids = [CHANNEL, OTHER_CHANNEL]): Promise<void> {
  await sql`insert into channel (id, workspace_id, kind, created_by, created_at, rev)
            select id, ${TEAM}, 'public', ${ADA}, 0, 0 from unnest(${ids}::text[]) n (id)`;
}

let made = 0;

/** A message that nobody has posted yet. */
export function posting(more: Partial<NewEvent<'message.posted'>> & { text?: string; id?: string } = {}): NewEvent {
  const { text = 'hello', id = `M${String(++made).padStart(16, '0')}`, ...given } = more;
  const rest = { clock: more.stream === OTHER_TEAM ? OTHER_CHANNEL : CHANNEL, ...given };
  return {
    stream: TEAM,
    type: 'message.posted',
    actor: ADA,
    audience: CHANNEL,
    ...rest,
    data: ({ seq, at }): EventData<'message.posted'> => ({
      message: {
        id,
        rev: seq,
        channel: rest.clock,
        author: ADA,
        clientId: `of ${id}`,
        text,
        createdAt: toIso(at),
        reactions: [],
      },
    }),
  };
}

/** An item with these events and nothing else. */
export function item(events: NewEvent[], more: Partial<Item> = {}): Item {
  return { events, checked: [], guards: [], touches: [], ...more };
}

/** The key of a command by Ada. */
export function key(name: string, argsHash = 'hash of the arguments'): NonNullable<Item['key']> {
  return { author: ADA, key: name, argsHash };
}

/** The seqs that an append got. */
export function seqsOf(outcome: Outcome): number[] {
  if (outcome.type !== 'committed') throw new Error(`expected a commit, got ${JSON.stringify(outcome)}`);
  return outcome.events.map(({ seq }) => seq);
}

/** Keeps messages in their table, as the domain does. */
export const messages: Projection<'message.posted'> = {
  type: 'message.posted',
  order: 10,
  apply: (tx, events) => [
    tx`insert into message (id, workspace_id, channel_id, author_id, client_id, text, created_at, rev)
       select id, workspace, channel, author, client, text, at, rev
       from unnest(${events.map(({ data }) => data.message.id)}::text[], ${events.map(({ stream }) => stream)}::text[],
                   ${events.map(({ data }) => data.message.channel)}::text[], ${events.map(({ data }) => data.message.author)}::text[],
                   ${events.map(({ data }) => data.message.clientId)}::text[], ${events.map(({ data }) => data.message.text)}::text[],
                   ${events.map(({ at }) => at)}::int8[], ${events.map(({ seq }) => seq)}::int8[])
            n (id, workspace, channel, author, client, text, at, rev)`,
  ],
};

/** Everything that a log announces, in order. */
export function heardFrom(log: Log): LoggedEvent[] {
  const heard: LoggedEvent[] = [];
  log.onCommitted((_, events) => heard.push(...events));
  return heard;
}
