import type { Message } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { ServerFrame } from '@roost/protocol/frames';
import { newId } from '@roost/protocol/ids';
import type { Args, OperationName, Value } from '@roost/protocol/registry';
import { absorbed } from './absorb.ts';
import type { ClientApi, ClientOptions } from './api.ts';
import { Copies } from './copies.ts';
import { Link } from './link.ts';
import { Live } from './live.ts';
import { memoryStorage } from './memoryStorage.ts';
import { Outbox } from './outbox.ts';
import { Pages, type Target } from './pages.ts';
import { Persistence } from './persistence.ts';
import { alwaysLeader, systemClock, systemRandomness } from './ports.ts';
import { Questions } from './questions.ts';
import { ReadMarks } from './readMarks.ts';
import { withoutThread } from './replica.ts';
import { Requests } from './requests.ts';
import { messageIn, workspaceOfChannel } from './selectors.ts';
import { socketUrl } from './socket.ts';
import { Streams } from './streams.ts';
import type { ClientState, Intent, OutboxEntry } from './types.ts';

/** A client that does nothing until `start`. It joins the parts; none of them knows the others. */
export function createClient(options: ClientOptions): ClientApi {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandomness;
  const storage = options.storage ?? memoryStorage();
  const leadership = options.leadership ?? alwaysLeader;
  const onBug = options.onBug ?? (() => {});

  const listeners = new Set<() => void>();
  const eventListeners = new Set<(event: Event, workspace: string | null) => void>();
  let shownState: ClientState | null = null;
  let notifying = false;

  /** One word per group of frames that came together; what the change made necessary is asked for in the same go. */
  const changed = () => {
    shownState = null;
    if (notifying) return;
    notifying = true;
    queueMicrotask(() => {
      notifying = false;
      questions.tend();
      pages.tend();
      persistence.soon();
      for (const listener of listeners) listener();
    });
  };

  const tell = (event: Event, workspace: string | null) => {
    for (const listener of eventListeners) {
      try {
        listener(event, workspace);
      } catch (error) {
        onBug(error);
      }
    }
  };

  const folded = (event: Event, workspace: string) => {
    if (event.type === 'message.posted') {
      const { author, clientId, channel } = event.data.message;
      live.endTyping(channel, author);
      const state = copies.get(workspace);
      if (state?.self.id === author) outbox.done(clientId);
      if (state && !state.usersComplete) questions.needUsers(workspace, [author]);
    }
    tell(event, workspace);
  };

  const link = new Link(
    { url: socketUrl(options.baseUrl), clock, random, socket: options.socket, credentials: options.credentials, onBug },
    { greet: () => streams.greet(), frame: (frame) => heard(frame), lost: () => lost(), subject: (subject) => void owned(subject), changed },
  );
  const requests = new Requests({ clock, isLive: () => link.isLive, send: (frame) => void link.send(frame) });
  const ask = <N extends OperationName>(name: N, args: Args<N>) => requests.ask('query', name, args) as Promise<Value<N>>;
  const isLive = () => link.isLive;

  const copies = new Copies({ changed, event: folded });
  const live = new Live({ clock, send: (signal) => void link.send(signal), changed });
  const questions = new Questions({ clock, random, copies, ask, isLive });
  const pages = new Pages({ copies, ask, isLive, arrived: (workspace, messages) => meet(workspace, messages) });
  const streams = new Streams({
    clock,
    random,
    copies,
    ask,
    send: (hello) => void link.send(hello),
    swapped: (workspace) => pages.swapped(workspace),
    accountEvent: (event) => tell(event, null),
  });
  const persistence = new Persistence({ clock, storage, leadership, copies });
  const outbox = new Outbox({ clock, random, storage, leadership, isLive, changed, answered, ask: (entry) => askEntry(entry) });
  const readMarks = new ReadMarks({ clock, send: (args) => void outbox.add(newKey(), `read/${args.channel}`, { name: 'read.mark', args }) });

  function heard(frame: ServerFrame): void {
    switch (frame.type) {
      case 'result':
        return requests.answer(frame);
      case 'signal':
        return live.heard(frame);
      case 'welcome':
        streams.frame(frame);
        return connected();
      case 'batch':
      case 'resync':
      case 'heartbeat':
        return streams.frame(frame);
      default: // pong and reconnect are the connection's; of a newer server's frames nothing is known
    }
  }

  function connected(): void {
    questions.connected();
    live.connected();
    outbox.connected();
    requests.flush();
    changed();
  }

  function lost(): void {
    requests.lost();
    streams.lost();
    live.lost();
  }

  async function owned(subject: string): Promise<void> {
    if (await persistence.belongsTo(subject).catch(() => true)) return;
    copies.clear();
    outbox.clear();
  }

  // An edit or a deletion can mean a message that has been posted, not one that waits, so their key is their own.
  function newKey(): string {
    return newId('session', clock.now(), random.bits32);
  }

  function askEntry({ name, args, key }: OutboxEntry): Promise<unknown> {
    return requests.ask('command', name, args, name === 'message.post' ? undefined : key);
  }

  /** The answer shows at once, also when its event is still on the way. */
  function answered(entry: OutboxEntry, value: unknown): void {
    if (entry.name === 'message.post') live.typed(entry.args.channel);
    absorb(value);
  }

  function absorb(value: unknown): void {
    for (const id of copies.state.workspaces.keys()) copies.update(id, (state) => absorbed(state, value));
  }

  function meet(workspace: string, messages: readonly Message[]): void {
    const people = messages.flatMap(({ author, replyUsers, reactions }) => [author, ...(replyUsers ?? []), ...reactions.flatMap(({ users }) => users)]);
    questions.needUsers(workspace, [...new Set(people)]);
  }

  function inChannel(channel: string, act: (target: Target) => void): void {
    const workspace = workspaceOfChannel({ replica: copies.state }, channel);
    if (workspace) return act({ workspace: workspace.id, channel, root: null });
    // A channel that one comes across, by a link for instance.
    api.query('channel.get', { channel }).then(
      (answer) => act({ workspace: answer.channel.workspace, channel, root: null }),
      () => {},
    );
  }

  function inThread(root: string, act: (target: Target) => void): void {
    for (const state of copies.state.workspaces.values()) {
      const channel = state.threads.get(root)?.channel ?? messageIn(state, root)?.channel;
      if (channel !== undefined) return act({ workspace: state.id, channel, root });
    }
    api.query('message.get', { message: root }).then(
      ({ message }) => inChannel(message.channel, (target) => act({ ...target, root })),
      () => {},
    );
  }

  async function request<N extends OperationName>(type: 'command' | 'query', name: N, args: Args<N>, key?: string): Promise<Value<N>> {
    const value = (await requests.ask(type, name, args, key)) as Value<N>;
    absorb(value);
    return value;
  }

  const api: ClientApi = {
    get state() {
      return (shownState ??= { replica: copies.state, live: live.state, outbox: outbox.entries, connection: link.status });
    },
    counters: copies.counters,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },

    async start() {
      // Without memory everything still works, only colder.
      await persistence.load().catch(onBug);
      await outbox.load();
      link.tell({ type: 'start' });
    },
    stop() {
      readMarks.flush();
      link.tell({ type: 'stop' });
      requests.stop();
      outbox.stop();
      persistence.stop();
      void persistence.save();
    },
    async forget() {
      link.tell({ type: 'stop' });
      requests.stop();
      outbox.stop();
      persistence.stop();
      copies.clear();
      outbox.clear();
      persistence.stop();
      await storage.clear();
    },
    retryNow: () => link.tell({ type: 'retryNow' }),
    hint: (what) => link.tell({ type: what }),

    query: (name, args) => request('query', name, args),
    command: (name, args, key) => request('command', name, args, key),

    post({ channel, text, threadRoot }) {
      const clientId = newId('message', clock.now(), random.bits32);
      const args = { channel, text, clientId, ...(threadRoot !== undefined && { threadRoot }) };
      return outbox.add(clientId, channel, { name: 'message.post', args }) ? clientId : null;
    },
    send(intent) {
      const key = newKey();
      return outbox.add(key, laneOf(intent), intent) ? key : null;
    },
    retry: (key) => outbox.retry(key),
    edit(key, text) {
      const entry = outbox.entries.find((one) => one.key === key);
      if (entry?.name !== 'message.post' || !outbox.withdraw(key)) return false;
      // What was tried under the old key may have arrived: another text is another message.
      const { channel, threadRoot } = entry.args;
      return api.post({ channel, text, ...(threadRoot !== undefined && { threadRoot }) }) !== null;
    },
    remove: (key) => outbox.withdraw(key) !== null,
    markRead(channel, message, options = {}) {
      const state = workspaceOfChannel({ replica: copies.state }, channel);
      const place = state?.memberships.get(channel);
      const at = state && messageIn(state, message)?.createdAt;
      if (!place || (!options.back && at !== undefined && at <= place.readAt)) return;
      readMarks.mark(channel, message, options.back === true);
    },

    openChannel: (channel) => inChannel(channel, (target) => pages.open(target)),
    loadOlder: (channel) => inChannel(channel, (target) => pages.extend(target, 'before')),
    loadNewer: (channel) => inChannel(channel, (target) => pages.extend(target, 'after')),
    loadAround: (channel, place) => inChannel(channel, (target) => pages.replace(target, { around: place })),
    jumpToPresent: (channel) => inChannel(channel, (target) => pages.replace(target)),
    openThread: (root) => inThread(root, (target) => pages.open(target)),
    loadThreadOlder: (root) => inThread(root, (target) => pages.extend(target, 'before')),
    loadThreadNewer: (root) => inThread(root, (target) => pages.extend(target, 'after')),
    closeThread(root) {
      pages.close(root);
      for (const id of copies.state.workspaces.keys()) copies.update(id, (state) => withoutThread(state, root));
    },

    needUsers: (workspace, users) => questions.needUsers(workspace, users),
    learnUsers: (users) => absorb({ users }),
    learnChannels: (channels) => absorb({ channels }),

    focus: (channel) => live.say({ type: 'signal', name: 'focus', channel }),
    watchPresence: (users) => live.say({ type: 'signal', name: 'presence.watch', users: [...users] }),
    setPresence: (state) => live.say({ type: 'signal', name: 'presence.set', state }),
    typing: (channel) => live.type(channel),
  };
  return api;
}

/** What is done to one message is done in order. */
function laneOf({ args }: Exclude<Intent, { name: 'message.post' | 'read.mark' }>): string {
  return `message/${args.message}`;
}
