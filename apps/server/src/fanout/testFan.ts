import type { Channel, Message, User } from '@roost/protocol/entities';
import type { EventData, EventType } from '@roost/protocol/events';
import { WorkspaceIndex } from '../domain/members/workspaceIndex.ts';
import type { LoggedEvent } from '../log/item.ts';
import type { BatchFrame } from './frame.ts';
import type { Reader, Reason, Seat } from './seat.ts';

// What the tests of the fan-out say often: a small workspace, its events, and a reader that writes down what it gets.

export const TEAM = 'T0000000000000001';
export const [ADA, BO, CY] = ['U000000000000000A', 'U000000000000000B', 'U000000000000000C'] as const;
export const [OPEN, SECRET] = ['C0000000000000001', 'C0000000000000002'] as const;
const AT = '2026-11-21T10:00:00.000000Z';

const usual = { admins: null, posting: null, newcomers: false };

/** Ada, Bo and Cy; a public channel of Ada and Bo, a private one of Ada alone; all at seq 10. */
export function testRules(seq = 10): WorkspaceIndex {
  const member = (user: string, channel: string) => ({ user, channel, joinedSeq: 5, joinedAt: 0 });
  return new WorkspaceIndex(TEAM, {
    seq,
    rulesRev: seq,
    users: [ADA, BO, CY].map((id) => ({
      id,
      role: 'member',
      kind: 'person',
      name: id,
      handle: id,
      account: null,
      app: null,
    })),
    channels: [
      { id: OPEN, kind: 'public', name: 'open', general: false, archived: false, createdBy: ADA, ...usual },
      { id: SECRET, kind: 'private', name: 'secret', general: false, archived: false, createdBy: ADA, ...usual },
    ],
    groups: [],
    members: [member(ADA, OPEN), member(BO, OPEN), member(ADA, SECRET)],
    deleted: [],
  });
}

export function event<T extends EventType>(
  seq: number,
  type: T,
  audience: string,
  data: EventData<T>,
  more: Partial<LoggedEvent> = {},
): LoggedEvent {
  return {
    stream: TEAM,
    seq,
    v: 1,
    type,
    at: seq,
    actor: ADA,
    audience,
    backfill: false,
    data,
    ...more,
  } as LoggedEvent;
}

export function message(seq: number, channel: string = OPEN, text = `message ${seq}`): LoggedEvent {
  const body: Message = {
    id: `M${String(seq).padStart(16, '0')}`,
    rev: seq,
    channel,
    author: ADA,
    clientId: `${seq}`,
    text,
    createdAt: AT,
    reactions: [],
  };
  return event(seq, 'message.posted', channel, { message: body });
}

export const joined = (seq: number, user: string, channel: string) =>
  event(seq, 'member.joined', channel, { channel, user });
export const left = (seq: number, user: string, channel: string) =>
  event(seq, 'member.left', channel, { channel, user });

export function channelEntity(id: string, kind: Channel['kind'], seq: number): Channel {
  return { id, rev: seq, workspace: TEAM, kind, name: 'a channel', topic: '', createdBy: ADA, createdAt: AT };
}

export function userEntity(id: string, seq: number, role: User['role'] = 'member'): User {
  return { id, rev: seq, workspace: TEAM, kind: 'person', name: 'A name', handle: 'a.name', role, createdAt: AT };
}

/** Takes everything, and remembers what it was told. */
export class TestReader implements Reader {
  listening = true;
  readonly seqs: number[] = [];
  readonly cursors: number[] = [];
  readonly buffers: Buffer[] = [];
  readonly resyncs: Reason[] = [];
  streamsChanges = 0;

  deliver(_seat: Seat, frame: BatchFrame): void {
    this.seqs.push(...seqsOf(frame.bytes));
    this.cursors.push(frame.cursor);
    this.buffers.push(frame.bytes);
  }

  replay(seat: Seat, frame: BatchFrame): void {
    this.deliver(seat, frame);
  }

  resync(_seat: Seat, reason: Reason): void {
    this.resyncs.push(reason);
  }

  streamsChanged(): void {
    this.streamsChanges++;
  }
}

/** The JSON of a text frame made by us. */
export function textOf(bytes: Buffer): string {
  const mark = bytes[1]!;
  return bytes.subarray(mark < 126 ? 2 : mark === 126 ? 4 : 10).toString();
}

export function seqsOf(bytes: Buffer): number[] {
  return (JSON.parse(textOf(bytes)) as { events: { seq: number }[] }).events.map(({ seq }) => seq);
}
