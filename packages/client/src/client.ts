import type { Event } from '@roost/protocol/events';
import type { Hello, ServerFrame } from '@roost/protocol/frames';
import { newId } from '@roost/protocol/ids';
import { limits, timings } from '@roost/protocol/limits';
import type { Args, CommandName, OperationName, Value } from '@roost/protocol/registry';
import type { ClientSignal } from '@roost/protocol/signals';
import { Connection, type ConnectionPorts } from './connection.ts';
import type { Need } from './fold.ts';
import { Live } from './live.ts';
import { Loader } from './loader.ts';
import { Outbox } from './outbox.ts';
import { Persistence } from './persistence.ts';
import type { Storage } from './ports.ts';
import { Reads } from './reads.ts';
import { Replica } from './replica.ts';
import { Requests } from './requests.ts';
import { Resync } from './resync.ts';
import type { ClientApi, ClientState, Intent, OutboxEntry } from './types.ts';

export interface ClientPorts extends ConnectionPorts {
  storage: Storage;
  /** Names this page or process among others of the same person. */
  page?: string;
}

/** A client that is not connected yet; `start` does that. */
export function createClient(ports: ClientPorts): ClientApi {
  return new Client(ports);
}

/** Joins the parts: connection, streams and replica, outbox, loader. Each of them knows nothing of the others. */
class Client implements ClientApi {
  private readonly connection: Connection;
  private readonly requests: Requests;
  private readonly replica: Replica;
  private readonly resync: Resync;
  private readonly outbox: Outbox;
  private readonly loader: Loader;
  private readonly persistence: Persistence;
  private readonly reads: Reads;
  private readonly live: Live;
  private readonly ports: ClientPorts;
  private readonly listeners = new Set<() => void>();
  private readonly eventListeners = new Set<(workspace: string, event: Event) => void>();
  private readonly typed = new Map<string, number>();
  /** The last word of each lasting signal; said again on every new connection. */
  private readonly lasting = new Map<string, ClientSignal>();
  private known: ClientState | null = null;
  private notifying = false;

  constructor(ports: ClientPorts) {
    this.ports = ports;
    const changed = () => this.notify();
    this.connection = new Connection(ports, {
      greet: () => this.greet(),
      frame: (frame) => this.frame(frame),
      lost: () => this.lost(),
      changed,
    });
    this.requests = new Requests((frame) => this.connection.send(frame), ports.clock);
    this.live = new Live(ports.clock, changed);
    this.replica = new Replica({
      changed,
      event: (workspace, event) => this.event(workspace, event),
      need: (workspace, need) => void this.fulfil(workspace, need),
      identityChanged: () => this.resync.identity(),
    });
    this.loader = new Loader(this.replica, (name, args) => this.query(name, args));
    this.resync = new Resync(ports.clock, this.replica, (name, args) => this.query(name, args), (workspace) => this.loader.refresh(workspace));
    this.persistence = new Persistence(ports.storage, ports.clock, this.replica);
    this.outbox = new Outbox({
      clock: ports.clock,
      random: ports.random,
      storage: ports.storage,
      page: ports.page ?? newId('session', ports.clock.now()),
      ask: (entry) => this.requests.ask('command', entry.name, entry.args, entry.key),
      isLive: () => this.connection.isLive,
      answered: (entry, value) => this.answered(entry, value),
      changed,
    });
    this.reads = new Reads(ports.clock, (workspace, args) => this.send(workspace, `read/${args.channel}`, { name: 'read.mark', args }));
  }

  get state(): ClientState {
    return (this.known ??= {
      replica: this.replica.state,
      live: this.live.state,
      outbox: this.outbox.entries,
      connection: this.connection.status,
    });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onEvent(listener: (workspace: string, event: Event) => void): () => void {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  }

  async start(): Promise<void> {
    // Without memory everything still works, only colder.
    await this.persistence.load().catch(() => {});
    await this.outbox.load();
    this.connection.input({ type: 'start' });
  }

  stop(): void {
    this.reads.flush();
    this.connection.input({ type: 'stop' });
    this.outbox.stop();
    this.resync.stop();
    this.persistence.stop();
    void this.persistence.save();
  }

  retryNow(): void {
    this.connection.input({ type: 'retryNow' });
  }

  hint(what: 'online' | 'offline' | 'visible'): void {
    this.connection.input({ type: what });
  }

  query<N extends OperationName>(name: N, args: Args<N>): Promise<Value<N>> {
    return this.requests.ask('query', name, args as object) as Promise<Value<N>>;
  }

  command<N extends CommandName>(name: N, args: Args<N>, key?: string): Promise<Value<N>> {
    return this.requests.ask('command', name, args as object, key) as Promise<Value<N>>;
  }

  send(workspace: string, lane: string, intent: Intent): OutboxEntry | null {
    const key = intent.name === 'message.post' ? intent.args.clientId : newId('session', this.ports.clock.now());
    return this.outbox.add(workspace, lane, intent, key);
  }

  post(workspace: string, message: { channel: string; text: string; threadRoot?: string }): OutboxEntry | null {
    const clientId = newId('message', this.ports.clock.now());
    return this.send(workspace, message.channel, { name: 'message.post', args: { ...message, clientId } });
  }

  retry(key: string): void {
    this.outbox.retry(key);
  }

  withdraw(key: string): OutboxEntry | null {
    return this.outbox.withdraw(key);
  }

  markRead(workspace: string, channel: string, message: string, options: { back?: boolean } = {}): void {
    const state = this.replica.workspace(workspace);
    if (!state?.memberships.has(channel)) return;
    this.reads.mark(workspace, channel, message, options.back === true);
  }

  openChannel(workspace: string, channel: string): void {
    this.loader.open(workspace, channel);
  }
  loadBefore(workspace: string, channel: string): void {
    this.loader.before(workspace, channel);
  }
  loadAfter(workspace: string, channel: string): void {
    this.loader.after(workspace, channel);
  }
  loadAround(workspace: string, channel: string, place: string): void {
    this.loader.around(workspace, channel, place);
  }
  jumpToPresent(workspace: string, channel: string): void {
    this.loader.present(workspace, channel);
  }
  openThread(workspace: string, root: string): void {
    this.loader.openThread(workspace, root);
  }
  loadThreadBefore(workspace: string, root: string): void {
    this.loader.threadBefore(workspace, root);
  }
  needUsers(workspace: string, users: readonly string[]): void {
    this.loader.needUsers(workspace, users);
  }

  signal(signal: ClientSignal): void {
    if (signal.name !== 'typing') this.lasting.set(signal.name, signal);
    this.connection.send(signal);
  }

  typing(channel: string): void {
    const now = this.ports.clock.now();
    if (now - (this.typed.get(channel) ?? 0) < timings.typingEvery) return;
    this.typed.set(channel, now);
    this.signal({ type: 'signal', name: 'typing', channel });
  }

  private greet(): void {
    this.replica.streams.connected();
    const cursors = Object.entries(this.replica.streams.cursors());
    // A frame names at most so many streams; the last `hello` says that no more follow.
    for (let i = 0; i === 0 || i < cursors.length; i += limits.helloStreams) {
      const part = Object.fromEntries(cursors.slice(i, i + limits.helloStreams));
      const hello: Hello = { type: 'hello', cursors: part, ...(i + limits.helloStreams < cursors.length && { more: true }) };
      this.connection.send(hello);
    }
  }

  private frame(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        return this.welcome(frame.cursors);
      case 'batch':
        return this.replica.batch(frame);
      case 'resync':
        return this.resync.stream(frame.stream);
      case 'result':
        return this.requests.answer(frame);
      case 'heartbeat':
        return this.heartbeat(frame.cursors, frame.delivered);
      case 'signal':
        return this.live.signal(frame);
      default:
        return;
    }
  }

  /** Streams that were not named have joined live: those of unknown workspaces wait for their snapshot. */
  private welcome(cursors: Record<string, string>): void {
    for (const signal of this.lasting.values()) this.connection.send(signal);
    const known = this.replica.streams.cursors();
    for (const [stream, cursor] of Object.entries(cursors)) {
      if (known[stream] !== undefined) continue;
      if (stream.startsWith('A') || stream.startsWith('B')) this.replica.streams.startAt(stream, cursor);
      else this.replica.streams.hold(stream);
    }
    this.resync.connected();
    this.outbox.flush();
    for (const [id, state] of this.replica.state.workspaces) if (state.freshness === 'stale' && known[id] !== undefined) this.replica.mark(id, 'live');
  }

  /** What the server wrote to this connection and what came must be as many. Rule C7. */
  private heartbeat(cursors: Record<string, string>, delivered: Record<string, number>): void {
    for (const [stream, cursor] of Object.entries(cursors)) {
      if (this.replica.streams.place(stream).counted !== delivered[stream]) this.resync.stream(stream);
      else this.replica.streams.advance(stream, cursor);
    }
  }

  private lost(): void {
    this.requests.lost();
    this.live.forget();
    this.resync.lost();
  }

  private event(workspace: string, event: Event): void {
    if (event.type === 'message.posted') {
      const { message } = event.data;
      this.outbox.confirm(message.clientId);
      this.live.endTyping(message.channel, message.author);
    }
    for (const listener of this.eventListeners) listener(workspace, event);
  }

  /** The answer of a post shows at once, also when its event is still on the way. */
  private answered(entry: OutboxEntry, value: unknown): void {
    if (entry.name !== 'message.post' && entry.name !== 'message.edit') return;
    const { message } = value as Value<'message.post'>;
    this.replica.answer(entry.workspace, message);
  }

  private async fulfil(workspace: string, need: Need): Promise<void> {
    try {
      if (need.type === 'channel') {
        const { channel, membership, seq } = await this.query('channel.get', { channel: need.channel });
        this.replica.channel(workspace, channel, membership, seq);
      } else if (need.type === 'unread') {
        const { unread, readAt } = await this.query('read.unread', { channel: need.channel });
        this.replica.unread(workspace, need.channel, unread, readAt);
      } else this.loader.present(workspace, need.channel);
    } catch {
      // Without the answer the copy is not whole: the snapshot has it.
      if (need.type === 'channel') this.resync.stream(workspace);
    }
  }

  private notify(): void {
    this.known = null;
    if (this.notifying) return;
    this.notifying = true;
    // One word per group of frames that came together.
    queueMicrotask(() => {
      this.notifying = false;
      this.persistence.soon();
      for (const listener of this.listeners) listener();
    });
  }
}
