import type { Message } from '@roost/protocol/entities';
import type { WorkspaceState } from '@roost/client/types';
import type { SimClock } from './clock.ts';
import type { Device } from './device.ts';
import type { Dice } from './dice.ts';

// What people do, at random: write, reply, edit, delete, react, ask and vote, read, come, go, invite, remove, rename; look at channels and threads;
// close the page, lose it, travel through a tunnel, look elsewhere. Everything goes through the client, as a screen would do it.

const WEIGHTS = {
  post: 34,
  burst: 9,
  reply: 9,
  edit: 5,
  remove: 4,
  react: 10,
  unreact: 3,
  poll: 4,
  vote: 9,
  urge: 3,
  acknowledge: 6,
  read: 8,
  readBack: 1,
  look: 7,
  thread: 4,
  follow: 2,
  unfollow: 1,
  readThread: 5,
  older: 2,
  join: 3,
  leave: 2,
  invite: 3,
  expel: 2,
  create: 1,
  direct: 1,
  rename: 1,
  archive: 0.6,
  profile: 1,
  role: 0.7,
  reload: 1,
  crash: 1,
  tunnel: 2,
  attention: 2,
};

type Act = keyof typeof WEIGHTS;

const EMOJI = ['👍', '🎉', '👀'];

/** Lets a device act so many times, then resolves. */
export async function live(
  device: Device,
  { clock, dice, acts }: { clock: SimClock; dice: Dice; acts: number },
): Promise<void> {
  for (let done = 0; done < acts; done++) {
    await clock.sleep(dice.between(50, 1_500));
    await new Actor(device, clock, dice, done).act(dice.weighted(WEIGHTS));
  }
}

class Actor {
  readonly #device: Device;
  readonly #clock: SimClock;
  readonly #dice: Dice;
  readonly #turn: number;

  constructor(device: Device, clock: SimClock, dice: Dice, turn: number) {
    this.#device = device;
    this.#clock = clock;
    this.#dice = dice;
    this.#turn = turn;
  }

  async act(what: Act): Promise<void> {
    const { state, client } = this.#device;
    if (!state) return; // nothing is on the screen yet
    const dice = this.#dice;
    const channel = dice.pick([...state.memberships.keys()]);
    if (channel === undefined) return;
    // A page always shows something.
    if (this.#device.screen === null) this.#device.look(channel);
    const message = this.#someMessage(state);
    switch (what) {
      case 'post':
        return this.#device.post(channel, this.#text(state));
      case 'burst':
        for (let i = 0; i < 12; i++) this.#device.post(channel, this.#text(state, i));
        return;
      case 'reply':
        if (message && !message.threadRoot)
          this.#device.post(message.channel, this.#text(state), { threadRoot: message.id });
        return;
      case 'poll': {
        const kind = { ...(dice.chance(0.5) && { anonymous: true as const }), multiple: true as const };
        return this.#device.post(channel, this.#text(state), { poll: { options: ['a', 'b', 'c'], ...kind } });
      }
      case 'vote':
        return this.#vote(state);
      case 'urge':
        return this.#device.post(channel, this.#text(state), { askAcknowledgement: true });
      case 'acknowledge':
        return this.#acknowledge(state);
      case 'look':
        return this.#device.look(channel);
      case 'older':
        return client.loadOlder(channel);
      case 'thread':
        return message?.replyCount ? client.openThread(message.id) : undefined;
      case 'follow':
      case 'unfollow':
        return (
          message && void client.send({ name: `thread.${what}`, args: { message: message.threadRoot ?? message.id } })
        );
      case 'readThread':
        return this.#readThread(state);
      case 'read':
      case 'readBack':
        return message && client.markRead(message.channel, message.id, { back: what === 'readBack' });
      case 'edit':
      case 'remove':
      case 'react':
      case 'unreact':
        return message && void this.#change(what, state, message);
      case 'reload':
        return this.#device.reload();
      case 'crash':
        return this.#device.crash();
      case 'tunnel':
        return this.#tunnel();
      case 'attention':
        return client.setAttention(dice.chance(0.6) ? 'elsewhere' : 'here');
      default:
        return this.#govern(what, state, channel);
    }
  }

  #readThread({ threads }: WorkspaceState): void {
    const dice = this.#dice;
    const [root, thread] = dice.pick([...threads].filter(([, { messages }]) => messages.length > 0)) ?? [];
    const upTo = thread && dice.pick(thread.messages.slice(-5));
    if (root && upTo) this.#device.client.markThreadRead(root, upTo.id, { back: dice.chance(0.2) });
  }

  #vote({ windows }: WorkspaceState): void {
    const dice = this.#dice;
    const polls = [...windows.values()].flatMap(({ messages }) => messages.filter(({ poll }) => poll));
    const poll = dice.pick(polls.slice(-6));
    const choices = [0, 1, 2].filter(() => dice.chance(0.4));
    if (poll) this.#device.client.send({ name: 'poll.vote', args: { message: poll.id, choices } });
  }

  #acknowledge({ windows, self }: WorkspaceState): void {
    const asking = [...windows.values()].flatMap(({ messages }) =>
      messages.filter(({ acknowledged, author }) => acknowledged && author !== self.id),
    );
    const message = this.#dice.pick(asking.slice(-6));
    if (message) this.#device.client.send({ name: 'message.acknowledge', args: { message: message.id } });
  }

  #change(what: 'edit' | 'remove' | 'react' | 'unreact', state: WorkspaceState, message: Message): void {
    const { client } = this.#device;
    const emoji = this.#dice.pick(EMOJI)!;
    if (what === 'react') client.send({ name: 'reaction.add', args: { message: message.id, emoji } });
    else if (what === 'unreact') client.send({ name: 'reaction.remove', args: { message: message.id, emoji } });
    else if (message.author !== state.self.id || message.deletedAt || message.system) return;
    else if (what === 'edit')
      client.send({ name: 'message.edit', args: { message: message.id, text: `${this.#text(state)} (edited)` } });
    else client.send({ name: 'message.delete', args: { message: message.id } });
  }

  /** What is done to channels and people. A refusal is an answer like another. */
  #govern(what: Exclude<Act, 'post'>, state: WorkspaceState, channel: string): void {
    const { client } = this.#device;
    const dice = this.#dice;
    const key = `${this.#device.name}-${this.#turn}-${dice.bits32()}`;
    const person = dice.pick([...state.users.keys()])!;
    const outside = dice.pick(
      [...state.channels.values()].filter(({ id, kind }) => kind === 'public' && !state.memberships.has(id)),
    );
    const ignore = (): void => {};
    switch (what) {
      case 'join':
        return outside && void client.command('channel.join', { channel: outside.id }, key).catch(ignore);
      case 'leave':
        // Half the time with something on the way whose answer takes longer than the leaving.
        if (dice.chance(0.5))
          void client.command('channel.invite', { channel, users: [state.self.id] }, `${key}-late`).catch(ignore);
        return void client.command('channel.leave', { channel }, key).catch(ignore);
      case 'invite':
        return void client.command('channel.invite', { channel, users: [person] }, key).catch(ignore);
      case 'expel':
        return void client.command('channel.remove', { channel, users: [person] }, key).catch(ignore);
      case 'create': {
        const kind = dice.chance(0.5) ? 'public' : 'private';
        return void client
          .command('channel.create', { workspace: state.id, name: `room-${dice.bits32()}`, kind }, key)
          .catch(ignore);
      }
      case 'direct':
        return void client.command('direct.open', { workspace: state.id, users: [person] }, key).catch(ignore);
      case 'rename': {
        const change = dice.chance(0.5) ? { name: `named-${dice.bits32()}` } : { topic: `about ${dice.bits32()}` };
        return void client.command('channel.update', { channel, ...change }, key).catch(ignore);
      }
      case 'archive': {
        const isArchived = state.channels.get(channel)?.archivedAt !== undefined;
        return void client
          .command(isArchived ? 'channel.unarchive' : 'channel.archive', { channel }, key)
          .catch(ignore);
      }
      case 'profile':
        return void client
          .command('user.update', { user: state.self.id, title: `title ${dice.bits32()}` }, key)
          .catch(ignore);
      case 'role': {
        const role = state.users.get(person)?.role === 'member' ? 'admin' : 'member';
        if (person !== state.self.id) void client.command('user.update', { user: person, role }, key).catch(ignore);
        return;
      }
      default:
    }
  }

  async #tunnel(): Promise<void> {
    const { client } = this.#device;
    client.hint('offline');
    await this.#clock.sleep(this.#dice.between(200, 20_000));
    client.hint('online');
  }

  #someMessage(state: WorkspaceState): Message | undefined {
    const window = this.#dice.pick([...state.windows.values()].filter(({ messages }) => messages.length > 0));
    return window && this.#dice.pick(window.messages.slice(-20));
  }

  #text(state: WorkspaceState, part = 0): string {
    const whom = this.#dice.chance(0.1) ? ` <@${this.#dice.pick([...state.users.keys()])}>` : '';
    return `${this.#device.name} ${this.#turn}.${part}${whom}`;
  }
}
