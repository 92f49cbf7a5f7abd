import type { RejectBody } from '@roost/protocol/codes';
import type { Event } from '@roost/protocol/events';
import type { ClientFrame, ServerFrame } from '@roost/protocol/frames';
import type { Message } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import { PROTOCOL_VERSION } from '@roost/protocol/version';
import type { Socket, SocketEvents, SocketFactory } from './ports.ts';
import type { House, Logged } from './testHouse.ts';

// A scripted server for clients: it serves one house to one user, one frame at a time, when it is told to. Frames may be cut off,
// doubled and held back at every boundary; answers may be overtaken by events and the other way round.

interface Session {
  events: SocketEvents;
  seated: boolean;
  /** What was written and has not arrived. */
  written: ServerFrame[];
  /** By lane: events that wait to be written. */
  lanes: Map<string, Event[]>;
  delivered: Map<string, number>;
  beaten: Map<string, number>;
  announced: number;
}

const ACCOUNT = 'A01234567890123AB';

export class TestServer {
  readonly house: House;
  readonly user: string;
  session: Session | null = null;
  /** Answers that are computed and not written yet. */
  readonly answers: (() => void)[] = [];
  /** Upgrades are refused. */
  refusing = false;
  /** Cursors below it are too old. */
  floor = 0;
  /** How a command or query is refused, if at all. */
  refuse: (name: string, args: Record<string, unknown>) => RejectBody | null = () => null;
  readonly received: ClientFrame[] = [];
  connections = 0;

  version = PROTOCOL_VERSION;

  constructor(house: House, user: string) {
    this.house = house;
    this.user = user;
    house.onEvent = (stream, logged) => this.#announce(stream, logged);
  }

  readonly socket: SocketFactory = (_url, _token, events): Socket => {
    const session: Session = {
      events,
      seated: false,
      written: [],
      lanes: new Map(),
      delivered: new Map(),
      beaten: new Map(),
      announced: 0,
    };
    queueMicrotask(() => {
      if (this.refusing) return events.onClose(1006);
      this.connections++;
      this.session = session;
      events.onOpen();
    });
    return {
      send: (text) => {
        if (this.session === session) this.#take(session, JSON.parse(text) as ClientFrame);
      },
      close: () => {
        if (this.session === session) this.session = null;
      },
    };
  };

  // --- What the script does

  /** The connection breaks: what had not arrived never will. */
  cut(code = 1006): void {
    const session = this.session;
    this.session = null;
    this.answers.length = 0;
    session?.events.onClose(code);
  }

  /** The next written frame arrives. */
  deliver(): boolean {
    const frame = this.session?.written.shift();
    if (frame) this.session?.events.onMessage(JSON.stringify(frame));
    return frame !== undefined;
  }

  /** The next written frame arrives twice. */
  deliverTwice(): void {
    const frame = this.session?.written[0];
    this.deliver();
    if (frame?.type === 'batch') this.session?.events.onMessage(JSON.stringify(frame));
  }

  /** What waits in a lane is written; the cursor says what it may. */
  flush(lane: string): void {
    const { session } = this;
    const events = session?.lanes.get(lane);
    if (!session || !events) return;
    session.lanes.delete(lane);
    const stream = lane === this.user ? this.user : this.house.workspace.id;
    this.#batch(session, stream, events, lane === this.user ? events.at(-1)!.seq : this.#watermark(session));
  }

  flushAll(): void {
    for (const lane of this.session?.lanes.keys() ?? []) this.flush(lane);
  }

  get lanes(): string[] {
    return [...(this.session?.lanes.keys() ?? [])];
  }

  answer(): boolean {
    const next = this.answers.shift();
    next?.();
    return next !== undefined;
  }

  heartbeat(lie = 0): void {
    const { session } = this;
    if (!session?.seated) return;
    this.flushAll();
    const heads = {
      [this.house.workspace.id]: this.house.head,
      [this.user]: this.house.personal.get(this.user)!.length,
    };
    const cursors: Record<string, string> = {};
    const delivered: Record<string, number> = {};
    for (const [stream, head] of Object.entries(heads)) {
      if (session.beaten.get(stream) === head && lie === 0) continue;
      session.beaten.set(stream, head);
      cursors[stream] = `${this.house.epoch}.${head}`;
      delivered[stream] = (session.delivered.get(stream) ?? 0) + lie;
    }
    session.written.push({ type: 'heartbeat', cursors, delivered });
  }

  resync(stream: string): void {
    if (!this.session?.seated) return;
    this.session.written.push({ type: 'resync', stream, reason: 'role' });
  }

  write(frame: ServerFrame): void {
    this.session?.written.push(frame);
  }

  // --- Streams

  #announce(stream: string, { event, audience }: Logged): void {
    const { session } = this;
    if (!session?.seated) return;
    session.announced = Math.max(session.announced, stream === this.user ? 0 : event.seq);
    if (!this.#seesNow(event, audience)) return;
    const lane = stream === this.user ? this.user : audience;
    session.lanes.set(lane, [...(session.lanes.get(lane) ?? []), structuredClone(event)]);
    if (!/^(member|channel|user)\./.test(event.type)) return;
    // What moves the rules goes last, after everything that waits.
    for (const other of this.lanes) if (other !== lane) this.flush(other);
    this.flush(lane);
  }

  #seesNow(event: Event, audience: string): boolean {
    return audience === '*' || this.house.isIn(audience, this.user) || isOwnMoving(event, this.user);
  }

  #seesReplayed({ event, audience }: Logged): boolean {
    if (audience === '*' || (event.type === 'member.left' && isOwnMoving(event, this.user))) return true;
    return (this.house.members.get(audience)?.get(this.user)?.joinedSeq ?? Infinity) <= event.seq;
  }

  #watermark(session: Session): number {
    const waiting = [...session.lanes]
      .filter(([lane]) => lane !== this.user)
      .flatMap(([, events]) => events.map(({ seq }) => seq));
    return waiting.length > 0 ? Math.min(...waiting) - 1 : this.house.head;
  }

  #batch(session: Session, stream: string, events: Event[], seq: number): void {
    session.written.push({ type: 'batch', stream, cursor: `${this.house.epoch}.${seq}`, events });
    session.delivered.set(stream, (session.delivered.get(stream) ?? 0) + events.length);
  }

  // --- What it is told

  #take(session: Session, frame: ClientFrame): void {
    this.received.push(frame);
    if (frame.type === 'hello') return this.#hello(session, frame.cursors);
    if (frame.type === 'ping') return void session.written.push({ type: 'pong' });
    if (frame.type !== 'command' && frame.type !== 'query') return;
    const reject = this.refuse(frame.name, frame.args);
    const result: ServerFrame = reject
      ? { type: 'result', id: frame.id, ok: false, error: reject as never }
      : { type: 'result', id: frame.id, ok: true, value: structuredClone(this.#run(frame.name, frame.args)) };
    this.answers.push(() => session.written.push(result));
  }

  #hello(session: Session, named: Record<string, string | null>): void {
    const { house, user } = this;
    const heads: Record<string, number> = {
      [house.workspace.id]: house.head,
      [user]: house.personal.get(user)!.length,
      [ACCOUNT]: 0,
    };
    const cursors: Record<string, string> = {};
    const after: ServerFrame[] = [];
    for (const [stream, head] of Object.entries(heads)) {
      const [epoch, seq] = named[stream]?.split('.') ?? [house.epoch, undefined];
      const from = seq === undefined ? head : Number(seq);
      const tooOld = stream !== ACCOUNT && from < this.floor;
      if (epoch !== house.epoch || tooOld) {
        after.push({ type: 'resync', stream, reason: tooOld ? 'too_old' : 'epoch' });
        cursors[stream] = `${house.epoch}.${head}`;
        continue;
      }
      cursors[stream] = `${house.epoch}.${from}`;
      const logged =
        stream === user
          ? house.personal.get(user)!.map((event) => ({ event, audience: '*' }))
          : stream === ACCOUNT
            ? []
            : house.log;
      const missed = logged
        .filter((one) => one.event.seq > from && this.#seesReplayed(one))
        .map(({ event }) => structuredClone(event));
      if (head > from) after.push({ type: 'batch', stream, cursor: `${house.epoch}.${head}`, events: missed });
      session.delivered.set(stream, missed.length);
    }
    session.seated = true;
    session.written.push(
      { type: 'welcome', session: house.id('session'), version: this.version, heartbeatMs: 25_000, cursors },
      ...after,
    );
  }

  #run(name: string, args: Record<string, unknown>): unknown {
    const { house, user } = this;
    const at = args as {
      channel: string;
      message: string;
      text: string;
      emoji: string;
      back?: boolean;
      clientId: string;
    };
    switch (name) {
      case 'identity.workspaces':
        return { workspaces: [{ workspace: house.workspace, user: house.users.get(user) }] };
      case 'workspace.snapshot':
        return house.snapshot(user);
      case 'channel.get':
        return {
          channel: house.channels.get(at.channel),
          membership: house.isIn(at.channel, user) ? house.membership(at.channel, user) : null,
          seq: house.head,
        };
      case 'channel.history':
        return this.#page(house.timeline(at.channel), args);
      case 'thread.history':
        return { root: house.messages.get(at.message), ...(this.#page(house.replies(at.message), args) as object) };
      case 'user.get':
        return { users: (args['users'] as string[]).map((id) => house.users.get(id)) };
      case 'message.post':
        return { message: house.post(user, at) };
      case 'message.delete':
        return house.delete(at.message) ?? {};
      case 'reaction.add':
        house.react(at.message, user, at.emoji);
        return { message: house.messages.get(at.message) };
      case 'read.mark':
        return { readAt: house.mark(user, at.channel, at.message ?? args['at'], at.back === true) };
      case 'activity.look': {
        const { at } = args as unknown as Args<'activity.look'>;
        return { lookedAt: house.look(user, at) };
      }
      case 'channel.prefer': {
        const { channel, ...change } = args as unknown as Args<'channel.prefer'>;
        return { preference: house.prefer(user, channel, change) };
      }
      case 'user.update': {
        const { user: whom, status } = args as unknown as Args<'user.update'>;
        return { user: house.change(whom, { ...(status && { status }) }) };
      }
      default:
        throw new Error(`The test server does not know ${name}.`);
    }
  }

  #page(
    all: Message[],
    { before, after, around, limit = 50 }: { before?: string; after?: string; around?: string; limit?: number },
  ): unknown {
    const seq = this.house.head;
    const cut = (from: number, to: number) => ({
      messages: all.slice(Math.max(0, from), to),
      seq,
      hasMoreBefore: from > 0,
      hasMoreAfter: to < all.length,
    });
    const asked = before ?? after ?? around;
    const place = (asked && this.house.messages.get(asked)?.createdAt) ?? asked;
    if (place === undefined) return cut(all.length - limit, all.length);
    const at = all.findIndex((one) => one.createdAt >= place);
    const index = at < 0 ? all.length : at;
    if (before !== undefined) return cut(index - limit, index);
    if (after !== undefined) {
      const start = all[index]?.createdAt === place ? index + 1 : index;
      return cut(start, Math.min(all.length, start + limit));
    }
    return cut(index - Math.floor(limit / 2), Math.min(all.length, index + Math.ceil(limit / 2)));
  }
}

function isOwnMoving(event: Event, user: string): boolean {
  return (event.type === 'member.joined' || event.type === 'member.left') && event.data.user === user;
}
