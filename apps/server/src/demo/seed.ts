import { newId } from '@roost/protocol/ids';
import type { Args, OperationName, Value } from '@roost/protocol/registry';
import { mentionOf } from '@roost/protocol/text';
import { unpackUnread } from '@roost/protocol/unreadPacking';
import type { Dispatch } from '../domain/dispatch.ts';
import type { Identity } from '../domain/identity.ts';
import * as demo from './harborStudio.ts';
import type { Author, Line, PersonName } from './harborStudio.ts';

// Fills an empty server with the demo world, by the same operations that people use.

/** What seeding stands on. */
export interface SeedWorld {
  dispatch: Dispatch;
  authenticate: (token: string) => Promise<Identity>;
  /** Milliseconds since 1970; moved along so that the conversation spreads over two days. Absent: everything happens now. */
  clock?: { now: number };
}

/** Makes the demo world. `false`: the server is set up already. */
export async function seed(world: SeedWorld): Promise<boolean> {
  const anyone = caller(world, null);
  if ((await anyone('server.info', {})).setUp) return false;
  const demoTown = new Town(world);
  if (world.clock)
    world.clock.now -= (minutesOf([...demo.yesterday, ...demo.today]) + demo.channels.length + 5) * MINUTE;
  await demoTown.settle();
  await demoTown.makeChannels();
  for (const line of demo.yesterday) await demoTown.say(line);
  for (const name of Object.keys(demo.people) as PersonName[]) await demoTown.readAll(name);
  for (const line of demo.today) await demoTown.say(line);
  for (const name of demo.upToDate) await demoTown.readAll(name);
  return true;
}

type Caller = <N extends OperationName>(name: N, args: Args<N>) => Promise<Value<N>>;

interface Inhabitant {
  user: string;
  call: Caller;
}

const MINUTE = 60_000;
const USUAL_PAUSE = 3;

class Town {
  readonly #world: SeedWorld;
  readonly #inhabitants = new Map<Author, Inhabitant>();
  readonly #channels = new Map<string, string>();
  #workspace = '';

  constructor(world: SeedWorld) {
    this.#world = world;
  }

  /** Sofia sets the server up and invites the others, and a bot. */
  async settle(): Promise<void> {
    const { workspaceName, people, demoPassword: password } = demo;
    const { name, email } = people.Sofia;
    const entry = await caller(this.#world, null)('setup.create', { workspaceName, name, email, password });
    this.#workspace = entry.workspace!.id;
    await this.#moveIn('Sofia', entry);
    for (const who of Object.keys(people) as PersonName[]) if (who !== 'Sofia') await this.#invite(who);
    for (const [who, { title }] of Object.entries(people) as [PersonName, demo.DemoPerson][]) {
      await this.#of(who).call('user.update', { user: this.#of(who).user, title });
    }
    await this.#hatch();
  }

  async makeChannels(): Promise<void> {
    const workspace = this.#workspace;
    const { channels } = await this.#of('Sofia').call('channel.list', { workspace });
    for (const { channel } of channels) this.#channels.set(channel.name!, channel.id);
    for (const made of demo.channels) {
      const { name, kind, topic } = made;
      const { channel } = await this.#of(made.by).call('channel.create', { workspace, name, kind, topic });
      const users = made.with.map((who) => this.#of(who).user);
      await this.#of(made.by).call('channel.invite', { channel: channel.id, users });
      this.#channels.set(name, channel.id);
      this.#wait(1);
    }
    const random = this.#channels.get('random')!;
    for (const who of ['Maya', 'Ade', 'Inès', 'Jun', 'Lee'] as const)
      await this.#of(who).call('channel.join', { channel: random });
  }

  async say(line: Line): Promise<void> {
    this.#wait(line.after ?? USUAL_PAUSE);
    const channel = typeof line.in === 'string' ? this.#channels.get(line.in)! : await this.#direct(line.in);
    const message = await this.#post(line.by, channel, line.text);
    for (const reply of line.replies ?? []) {
      this.#wait(1);
      await this.#post(reply.by, channel, reply.text, message);
    }
    for (const [emoji, names] of Object.entries(line.reactions ?? {})) {
      for (const who of names) await this.#of(who).call('reaction.add', { message, emoji });
    }
    const author = this.#of(line.by);
    if (line.edited !== undefined) await author.call('message.edit', { message, text: this.#withIds(line.edited) });
    if (line.deleted) await author.call('message.delete', { message });
  }

  /** Marks everything read that one can see. */
  async readAll(who: PersonName): Promise<void> {
    const { call } = this.#of(who);
    const { memberships } = await call('workspace.snapshot', { workspace: this.#workspace });
    for (const { channel, unread } of memberships) {
      const newest = unpackUnread(unread).entries.at(-1);
      if (newest) await call('read.mark', { channel, at: newest.createdAt });
    }
  }

  async #invite(who: PersonName): Promise<void> {
    const { name, email, role } = demo.people[who];
    const { code } = await this.#of('Sofia').call('invite.create', { workspace: this.#workspace, role, maxUses: 1 });
    const entry = await caller(this.#world, null)('invite.accept', { code, name, email, password: demo.demoPassword });
    await this.#moveIn(who, entry);
  }

  async #moveIn(who: PersonName, entry: Value<'setup.create'>): Promise<void> {
    const identity = await this.#world.authenticate(entry.accessToken);
    this.#inhabitants.set(who, { user: entry.user!.id, call: caller(this.#world, identity) });
  }

  async #hatch(): Promise<void> {
    const { call } = this.#of('Sofia');
    const { user } = await call('bot.create', { workspace: this.#workspace, name: demo.botName });
    const { token } = await call('token.create', { user: user.id, scopes: ['read', 'write'] });
    const identity = await this.#world.authenticate(token);
    this.#inhabitants.set('Deploybird', { user: user.id, call: caller(this.#world, identity) });
  }

  async #direct(names: PersonName[]): Promise<string> {
    const users = names.map((who) => this.#of(who).user);
    const { channel } = await this.#of(names[0]!).call('direct.open', { workspace: this.#workspace, users });
    return channel.id;
  }

  async #post(by: Author, channel: string, text: string, threadRoot?: string): Promise<string> {
    const { message } = await this.#of(by).call('message.post', {
      channel,
      text: this.#withIds(text),
      clientId: newId('session'),
      ...(threadRoot !== undefined && { threadRoot }),
    });
    return message.id;
  }

  #withIds(text: string): string {
    return text
      .replace(/@\{(.+?)\}/gu, (_, name: Author) => mentionOf(this.#of(name).user))
      .replace(/#\{(.+?)\}/gu, (_, name: string) => `<#${this.#channels.get(name)}>`)
      .replaceAll('@channel', '<!channel>');
  }

  #of(who: Author): Inhabitant {
    const found = this.#inhabitants.get(who);
    if (!found) throw new Error(`${who} does not live here`);
    return found;
  }

  #wait(minutes: number): void {
    if (this.#world.clock) this.#world.clock.now += minutes * MINUTE;
  }
}

function caller({ dispatch }: SeedWorld, identity: Identity | null): Caller {
  const door = {
    address: '127.0.0.1',
    device: 'Demo',
    origin: 'http://localhost:3000',
    refreshToken: null,
    setRefreshToken() {},
  };
  return (async (name: string, args: unknown) => (await dispatch(name, args, { identity, door })).value) as Caller;
}

function minutesOf(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + (line.after ?? USUAL_PAUSE) + (line.replies?.length ?? 0), 0);
}
