import type { Channel, User } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { ServerFrame } from '@roost/protocol/frames';
import { newId } from '@roost/protocol/ids';
import type { Answer, Args, CommandName, OperationName } from '@roost/protocol/registry';
import { absorbed } from './absorb.ts';
import type { ClientApi, ClientOptions, NewPost } from './api.ts';
import { Copies } from './copies.ts';
import { laneOf } from './lanes.ts';
import { Link } from './link.ts';
import { Live } from './live.ts';
import { memoryStorage } from './memoryStorage.ts';
import { Outbox } from './outbox.ts';
import { Pages } from './pages.ts';
import { Persistence } from './persistence.ts';
import {
  alwaysLeader,
  systemClock,
  systemRandomness,
  type ClientStorage,
  type Clock,
  type Randomness,
} from './ports.ts';
import { Questions } from './questions.ts';
import { ReadMarks } from './readMarks.ts';
import { withoutThread } from './replica.ts';
import { Requests } from './requests.ts';
import { channelMark, threadMark, workspaceOfChannel } from './selectors.ts';
import { socketUrl } from './socket.ts';
import { Streams } from './streams.ts';
import { Targets } from './targets.ts';
import type { ClientCounters, ClientState, SentIntent } from './types.ts';

/** A client that does nothing until `start`. */
export function createClient(options: ClientOptions): ClientApi {
  return new Client(options);
}

/** Joins the parts: link, requests, copies with streams, pages and questions, outbox, signals, storage. None knows the others. */
class Client implements ClientApi {
  readonly counters: ClientCounters;
  readonly #clock: Clock;
  readonly #random: Randomness;
  readonly #storage: ClientStorage;
  readonly #onBug: (error: unknown) => void;
  readonly #link: Link;
  readonly #requests: Requests;
  readonly #copies: Copies;
  readonly #streams: Streams;
  readonly #pages: Pages;
  readonly #questions: Questions;
  readonly #targets: Targets;
  readonly #outbox: Outbox;
  readonly #readMarks: ReadMarks;
  readonly #live: Live;
  readonly #persistence: Persistence;
  readonly #listeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: Event, workspace: string | null) => void>();
  #shown: ClientState | null = null;
  #notifying = false;

  constructor(options: ClientOptions) {
    const {
      clock = systemClock,
      random = systemRandomness,
      storage = memoryStorage(),
      leadership = alwaysLeader,
    } = options;
    const { socket, credentials, onBug = () => {} } = options;
    const changed = () => this.#changed();
    const isLive = () => this.#link.isLive;
    const ask = <N extends OperationName>(name: N, args: Args<N>) =>
      this.#requests.ask('query', name, args) as Answer<N>;
    this.#clock = clock;
    this.#random = random;
    this.#storage = storage;
    this.#onBug = onBug;
    this.#copies = new Copies({ changed, event: (event, workspace) => this.#folded(event, workspace) });
    this.counters = this.#copies.counters;
    const copies = this.#copies;
    this.#link = new Link(
      { url: socketUrl(options.baseUrl), clock, random, socket, credentials, onBug },
      {
        greet: () => this.#streams.greet(),
        frame: (frame) => this.#heard(frame),
        lost: () => this.#lost(),
        subject: (subject) => this.#belongsTo(subject),
        changed,
      },
    );
    this.#requests = new Requests({ clock, isLive, send: (frame) => void this.#link.send(frame) });
    this.#live = new Live({ clock, send: (signal) => void this.#link.send(signal), changed });
    this.#questions = new Questions({ clock, random, copies, ask, isLive });
    this.#pages = new Pages({ copies, ask, isLive, arrived: (...page) => this.#questions.meet(...page) });
    this.#targets = new Targets(copies, (name, args) => this.query(name, args));
    this.#streams = new Streams({
      clock,
      random,
      copies,
      ask,
      send: (hello) => void this.#link.send(hello),
      swapped: (workspace) => {
        this.#pages.swapped(workspace);
        this.#questions.swapped(workspace);
      },
      accountEvent: (event) => this.#tell(event, null),
    });
    this.#persistence = new Persistence({ clock, storage, leadership, copies });
    this.#outbox = new Outbox({
      ...{ clock, random, storage, leadership, isLive, changed },
      ask: ({ name, args, key }) =>
        this.#requests.ask('command', name, args, name === 'message.post' ? undefined : key),
      // It shows at once, also when its event is still on the way.
      answered: (value) => this.#everywhere((state) => absorbed(state, value)),
    });
    this.#readMarks = new ReadMarks({
      clock,
      send: (place, intent) => void this.#outbox.add(this.#newKey(), `read/${place}`, intent),
    });
  }

  get state(): ClientState {
    return (this.#shown ??= {
      replica: this.#copies.state,
      live: this.#live.state,
      outbox: this.#outbox.entries,
      connection: this.#link.status,
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onEvent(listener: (event: Event, workspace: string | null) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  // --- Its life

  async start(): Promise<void> {
    // Without memory everything still works, only colder.
    await this.#persistence.load().catch(this.#onBug);
    await this.#outbox.load();
    this.#link.tell({ type: 'start' });
  }

  stop(): void {
    this.#readMarks.flush();
    this.#end();
    void this.#persistence.save();
  }

  async forget(): Promise<void> {
    this.#end();
    this.#copies.clear();
    this.#outbox.clear();
    await this.#storage.clear();
  }

  retryNow(): void {
    this.#link.tell({ type: 'retryNow' });
  }

  hint(what: 'online' | 'offline' | 'visible'): void {
    this.#link.tell({ type: what });
  }

  #end(): void {
    this.#link.tell({ type: 'stop' });
    this.#requests.stop();
    this.#outbox.stop();
    this.#persistence.stop();
  }

  // --- Asking and sending

  query<N extends OperationName>(name: N, args: Args<N>): Answer<N> {
    return this.#request('query', name, args);
  }

  command<N extends CommandName>(name: N, args: Args<N>, key?: string): Answer<N> {
    return this.#request('command', name, args, key);
  }

  post({ clientId = newId('message', this.#clock.now(), this.#random.bits32), ...message }: NewPost): string | null {
    const args = { ...message, clientId };
    return this.#outbox.add(clientId, message.channel, { name: 'message.post', args }) ? clientId : null;
  }

  send(intent: SentIntent, { holdMs = 0 } = {}): string | null {
    const key = this.#newKey();
    return this.#outbox.add(key, laneOf(this.state, intent), intent, holdMs) ? key : null;
  }

  readonly release = (key?: string): void => this.#outbox.release(key);
  readonly retry = (key: string): void => this.#outbox.retry(key);

  edit(key: string, text: string): boolean {
    const entry = this.#outbox.entries.find((one) => one.key === key);
    if (entry?.name !== 'message.post' || !this.#outbox.withdraw(key)) return false;
    // What was tried under the old key may have arrived: another text is another message.
    const { clientId: _tried, ...message } = entry.args;
    return this.post({ ...message, text }) !== null;
  }

  remove(key: string): boolean {
    return this.#outbox.withdraw(key) !== null;
  }

  markRead(channel: string, message: string, { back = false } = {}): void {
    const mark = channelMark(this.state, channel, message, back);
    if (mark?.at !== undefined) this.#readMarks.markTo(channel, mark.at, false);
    else if (mark) this.#readMarks.mark(channel, mark, back);
  }

  markThreadRead(root: string, upTo: string, { back = false } = {}): void {
    const mark = threadMark(this.state, root, upTo, back);
    if (mark) this.#readMarks.mark(root, mark, back);
  }

  markReadTo(channel: string, at: string, { back = false } = {}): void {
    this.#readMarks.markTo(channel, at, back);
  }

  // --- Windows

  openChannel(channel: string): void {
    this.#targets.channel(channel, (target) => this.#pages.open(target));
  }

  loadOlder(channel: string): void {
    this.#targets.channel(channel, (target) => this.#pages.extend(target, 'before'));
  }

  loadNewer(channel: string): void {
    this.#targets.channel(channel, (target) => this.#pages.extend(target, 'after'));
  }

  loadAround(channel: string, place: string): void {
    this.#targets.channel(channel, (target) => this.#pages.replace(target, { around: place }));
  }

  jumpToPresent(channel: string): void {
    this.#targets.channel(channel, (target) => this.#pages.replace(target));
  }

  openThread(root: string, channel?: string): void {
    this.#targets.thread(root, (target) => this.#pages.open(target), channel);
  }

  loadThreadOlder(root: string): void {
    this.#targets.thread(root, (target) => this.#pages.extend(target, 'before'));
  }

  loadThreadNewer(root: string): void {
    this.#targets.thread(root, (target) => this.#pages.extend(target, 'after'));
  }

  closeThread(root: string): void {
    this.#pages.close(root);
    this.#everywhere((state) => withoutThread(state, root));
  }

  needUsers(workspace: string, users: readonly string[]): void {
    this.#questions.needUsers(workspace, users);
  }

  learnUsers(users: readonly User[]): void {
    this.#everywhere((state) => absorbed(state, { users }));
  }

  learnChannels(channels: readonly Channel[]): void {
    this.#everywhere((state) => absorbed(state, { channels }));
  }

  // --- Signals

  focus(channel: string | null): void {
    this.#live.say({ type: 'signal', name: 'focus', channel });
  }

  watchPresence(users: readonly string[]): void {
    this.#live.say({ type: 'signal', name: 'presence.watch', users: [...users] });
  }

  setPresence(state: 'active' | 'away'): void {
    this.#live.say({ type: 'signal', name: 'presence.set', state });
  }

  setAttention(state: 'here' | 'elsewhere'): void {
    this.#live.say({ type: 'signal', name: 'attention', state });
  }

  typing(channel: string): void {
    this.#live.type(channel);
  }

  // --- What it hears

  #heard(frame: ServerFrame): void {
    switch (frame.type) {
      case 'result':
        return this.#requests.answer(frame);
      case 'signal':
        return this.#live.heard(frame);
      case 'welcome':
        this.#streams.frame(frame);
        return this.#connected();
      case 'batch':
      case 'resync':
      case 'heartbeat':
        return this.#streams.frame(frame);
      default: // pong and reconnect are the link's; of what a newer server says nothing is known
    }
  }

  #connected(): void {
    this.#questions.connected();
    this.#live.connected();
    this.#outbox.connected();
    this.#requests.flush();
    this.#changed();
  }

  #lost(): void {
    this.#requests.lost();
    this.#streams.lost();
    this.#live.lost();
  }

  /** Nothing of another account is shown or sent. */
  #belongsTo(subject: string): void {
    if (!this.#persistence.isTakenOver(subject)) return;
    this.#copies.clear();
    this.#outbox.clear();
  }

  #folded(event: Event, workspace: string): void {
    const state = this.#copies.get(workspace);
    if (event.type === 'message.posted' && state) {
      const { author, clientId, channel } = event.data.message;
      this.#live.endTyping(channel, author);
      if (state.self.id === author) this.#outbox.done(clientId);
      if (!state.usersComplete) this.#questions.needUsers(workspace, [author]);
    }
    this.#tell(event, workspace);
  }

  #tell(event: Event, workspace: string | null): void {
    for (const listener of this.#eventListeners) {
      try {
        listener(event, workspace);
      } catch (error) {
        this.#onBug(error);
      }
    }
  }

  #request<N extends OperationName>(type: 'command' | 'query', name: N, args: Args<N>, key?: string): Answer<N> {
    const { channel } = args as { channel?: string };
    const wasKnown = this.#knows(channel);
    return this.#requests.ask(type, name, args, key).then((value) => {
      // A channel that was left meanwhile is not brought back by what was true before.
      if (!wasKnown || this.#knows(channel)) this.#everywhere((state) => absorbed(state, value));
      return value;
    }) as Answer<N>;
  }

  #knows(channel: string | undefined): boolean {
    return channel !== undefined && workspaceOfChannel(this.state, channel) !== undefined;
  }

  #everywhere(change: Parameters<Copies['update']>[1]): void {
    for (const id of this.#copies.state.workspaces.keys()) this.#copies.update(id, change);
  }

  #newKey(): string {
    return newId('session', this.#clock.now(), this.#random.bits32);
  }

  /** One word per group of frames that came together; what the change made necessary is asked for in the same go. */
  #changed(): void {
    this.#shown = null;
    if (this.#notifying) return;
    this.#notifying = true;
    queueMicrotask(() => {
      this.#notifying = false;
      this.#questions.tend();
      this.#pages.tend();
      this.#persistence.soon();
      for (const listener of this.#listeners) listener();
    });
  }
}
