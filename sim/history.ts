import type { Message } from '@roost/protocol/entities';
import type postgres from 'postgres';

/*
 * What really happened, read from the tables when all is over, and who was entitled to see it. Written down here once more, from the
 * rules W1–W6 of docs/protocol.md and not from the server's code, so that both can be compared.
 */

export interface Fact {
  stream: string;
  seq: number;
  type: string;
  actor: string | null;
  data: Record<string, unknown>;
}

interface Stay {
  from: number;
  /** The seq of the leaving; null: still there. */
  to: number | null;
}

export class History {
  readonly facts: readonly Fact[];
  readonly workspace: string;
  readonly #byPlace = new Map<string, Fact>();
  /** Channel and user → when that person was a member. */
  readonly #stays = new Map<string, Stay[]>();
  /** Messages that were deleted later: their text may be gone from the log. */
  readonly deleted = new Set<string>();

  private constructor(workspace: string, facts: Fact[]) {
    this.workspace = workspace;
    this.facts = facts;
    for (const fact of facts) {
      this.#byPlace.set(`${fact.stream} ${fact.seq}`, fact);
      if (fact.type === 'message.deleted') this.deleted.add(String(fact.data['message']));
      if (fact.stream === workspace) this.#follow(fact);
    }
  }

  static async read(sql: postgres.Sql, workspace: string): Promise<History> {
    const facts = await sql<Fact[]>`
      select stream, seq, type, actor, data from event where not backfill order by stream, seq`;
    return new History(workspace, [...facts]);
  }

  at(stream: string, seq: number): Fact | undefined {
    return this.#byPlace.get(`${stream} ${seq}`);
  }

  of(stream: string): Fact[] {
    return this.facts.filter((fact) => fact.stream === stream);
  }

  /** Holes and repetitions in the numbering of the streams themselves [L1]. */
  misnumbered(): string[] {
    const next = new Map<string, number>();
    return this.facts.flatMap(({ stream, seq }) => {
      const expected = next.get(stream) ?? 1;
      next.set(stream, seq + 1);
      return seq === expected ? [] : [`${stream} has ${seq} after ${expected - 1}`];
    });
  }

  /** Events that still hold the text of what was deleted [M4]. */
  undeleted(): string[] {
    return this.facts.flatMap((fact) => {
      if (fact.type !== 'message.posted' && fact.type !== 'message.edited') return [];
      const { id, text } = messageOf(fact);
      return text !== '' && this.deleted.has(id) ? [`${fact.type} ${fact.seq} holds the text of ${id}, deleted`] : [];
    });
  }

  /** Whether the person may see it at all: a member when it happened [W1–W5]. */
  maySee(user: string, fact: Fact): boolean {
    if (fact.stream !== this.workspace) return fact.stream === user;
    const channel = membersOnly(fact);
    return channel === null || this.stay(user, channel, fact.seq) !== undefined;
  }

  /** The stay in a channel that includes this moment; its own first and last event belong to it [W3]. */
  stay(user: string, channel: string, seq: number): Stay | undefined {
    return this.#stays.get(`${channel} ${user}`)?.find(({ from, to }) => from <= seq && (to === null || seq <= to));
  }

  isMember(user: string, channel: string): boolean {
    return this.#stays.get(`${channel} ${user}`)?.at(-1)?.to === null;
  }

  /** Whether somebody was put out of the place of a message, or left it, at some time. */
  wasOutOf(message: string, user: string): boolean {
    const posted = this.facts.find((fact) => fact.type === 'message.posted' && messageOf(fact).id === message);
    const stays = posted && this.#stays.get(`${messageOf(posted).channel} ${user}`);
    return stays === undefined || stays.some(({ to }) => to !== null);
  }

  #follow({ type, seq, data }: Fact): void {
    if (type !== 'member.joined' && type !== 'member.left') return;
    const key = `${String(data['channel'])} ${String(data['user'])}`;
    const stays = this.#stays.get(key) ?? [];
    this.#stays.set(key, stays);
    if (type === 'member.joined') stays.push({ from: seq, to: null });
    else if (stays.at(-1)) stays.at(-1)!.to = seq;
  }
}

/** The channel of an event. */
export function channelOf({ data }: Pick<Fact, 'data'>): string | null {
  const { channel, message } = data as { channel?: string | { id: string }; message?: string | { channel: string } };
  if (typeof channel === 'string') return channel;
  if (channel) return channel.id;
  return typeof message === 'object' ? message.channel : null;
}

/** What everybody hears of a public channel. */
export function isPublicWord(fact: Fact): boolean {
  return fact.type.startsWith('channel.') && (fact.data['channel'] as { kind?: string }).kind === 'public';
}

/** The message that an event brings. */
export function messageOf(fact: Fact): Message {
  return fact.data['message'] as Message;
}

/** The channel whose members alone may see it; null: everybody of the stream. */
function membersOnly(fact: Fact): string | null {
  if (fact.type.startsWith('user.') || fact.type.startsWith('workspace.')) return null;
  const { channel } = fact.data as { channel?: string | { kind: string } };
  if (fact.type.startsWith('channel.') && typeof channel === 'object' && channel.kind === 'public') return null;
  return channelOf(fact);
}
