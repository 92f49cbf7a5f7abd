import postgres from 'postgres';
import type { Member } from './member.ts';
import type { Town } from './town.ts';

/** What members have and the log says. Everything but `events` and `messages` must be 0. */
export interface Verdict {
  events: number;
  messages: number;
  /** Acknowledged and not there; or an event that a member was entitled to and neither saw nor got with a snapshot. */
  lost: number;
  /** Posts that are there twice. */
  duplicated: number;
  /** Seen by somebody who was not entitled to it, or not in the log at all. */
  phantom: number;
  /** Messages of one member in one channel in another order than they were written; holes in the numbering. */
  disordered: number;
  examples: string[];
}

/** Compares everybody with the log, once all have come to rest. */
export async function judge(databaseUrl: string, town: Town, members: readonly Member[]): Promise<Verdict> {
  const sql = postgres(databaseUrl, {
    max: 1,
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
  });
  try {
    const events = await sql<{ seq: number; audience: string }[]>`
      select seq, audience from event where stream = ${town.workspace} order by seq`;
    const messages = await sql<{ author: string; channel: string; client: string }[]>`
      select author_id as author, channel_id as channel, client_id as client from message
      where client_id like 'm%-%' order by created_at`;
    const verdict = {
      events: events.length,
      messages: messages.length,
      lost: 0,
      duplicated: 0,
      phantom: 0,
      disordered: 0,
    };
    const examples: string[] = [];
    const find = (what: 'lost' | 'duplicated' | 'phantom' | 'disordered', example: string): void => {
      verdict[what]++;
      if (examples.length < 20) examples.push(`${what.toUpperCase()} ${example}`);
    };
    events.forEach(({ seq }, i) => seq === i + 1 || find('disordered', `event ${i + 1} has the number ${seq}`));
    const stored = new Map<string, number>();
    const newest = new Map<string, string>();
    for (const { author, channel, client } of messages) {
      stored.set(client, (stored.get(client) ?? 0) + 1);
      const place = `${author} ${channel}`;
      if (client <= (newest.get(place) ?? '')) find('disordered', `${client} after ${newest.get(place)}`);
      newest.set(place, client);
    }
    for (const [client, times] of stored) if (times > 1) find('duplicated', `${client} is there ${times} times`);
    for (const member of members) {
      for (const client of member.acknowledged) {
        if (!stored.delete(client)) find('lost', `${client} was acknowledged and is not there`);
      }
      if (member.unsure !== null) stored.delete(member.unsure);
      compare(member, events, find);
    }
    for (const client of stored.keys()) find('phantom', `${client} was never written`);
    return { ...verdict, examples };
  } finally {
    await sql.end();
  }
}

function compare(
  member: Member,
  events: readonly { seq: number; audience: string }[],
  find: (what: 'lost' | 'phantom', example: string) => void,
): void {
  const entitled = new Set(['*', ...member.channels]);
  const isSkipped = (seq: number): boolean => member.skipped.some(([after, upTo]) => seq > after && seq <= upTo);
  for (const { seq, audience } of events) {
    if (member.from === null || seq <= member.from) continue;
    const has = member.seen.has(seq);
    if (has && !entitled.has(audience))
      find('phantom', `${member.channels[1] ?? 'a member'} saw event ${seq} of ${audience}`);
    if (!has && entitled.has(audience) && !isSkipped(seq)) find('lost', `event ${seq} of ${audience}`);
  }
}
