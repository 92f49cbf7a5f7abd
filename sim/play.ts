import { timings } from '@roost/protocol/limits';
import { SimClock } from './clock.ts';
import { checkDevice, checkLog, wrongs, type Wrong } from './checker.ts';
import { checkCommands } from './commands.ts';
import { compareWithFresh } from './compare.ts';
import { Device } from './device.ts';
import { Dice } from './dice.ts';
import { Faults } from './faults.ts';
import { Hand } from './hand.ts';
import { History } from './history.ts';
import { CoreHouse, ProcessHouse, type House } from './house.ts';
import { heavy, incidents, type Incident, type Scene } from './incidents.ts';
import { deletionsHeard } from './received.ts';
import { openWorld, type Stage, type World } from './stage.ts';
import { live } from './workload.ts';

/** What a seed is about; most are `usual`. */
export type Kind = 'usual' | 'process' | 'postgres';

/** What a seed's history is made of. */
export interface Story {
  incidents: readonly string[];
  /** Of each device. */
  acts: number;
  /** Devices. */
  people: number;
}

/** A shorter history than the seed's own: the same one with something missing. */
export interface Cut {
  /** Places in the seed's plan of incidents, from 0. */
  leaveOut?: readonly number[];
  acts?: number;
  people?: number;
}

export interface Outcome {
  seed: number;
  deliveries: number;
  faults: Record<string, number>;
  wrongs: { wrong: Wrong; what: string }[];
  /** It never came to rest, or something threw. */
  failure: string | null;
  events: number;
  realMs: number;
  /** Of the whole seed, also when only a part was played. */
  story: Story;
}

export interface PlayOptions {
  stage: Stage;
  seed: number;
  kind: Kind;
  verbose: boolean;
  incident: string | null;
  cut: Cut;
  /** For seeds of kind `postgres`: resolves when Postgres has been killed and is back. */
  restartPostgres: () => Promise<void>;
}

const RATE = 25;
const TWO_NODES: Incident = 'two nodes at once';
const PROCESS_RATE = 5;
const DRAIN_RATE = 40;
/** For a machine that cannot keep up: at the other rate it would see time-outs and nothing else. */
const SLOW_DRAIN_RATE = 5;
const SLOWER_AFTER_MS = 300_000;
const REST_WITHIN_MS = 900_000;
const PLAY_WITHIN_MS = 120_000;

export function kindOf(seed: number): Kind {
  if (seed % 50 === 17) return 'process';
  return seed % 25 === 8 ? 'postgres' : 'usual';
}

/** What is said of a seed of which nothing else is known. */
export function unplayed(seed: number): Outcome {
  const story = { incidents: [], acts: 0, people: 0 };
  return { seed, deliveries: 0, faults: {}, wrongs: [], failure: 'not played', events: 0, realMs: 0, story };
}

/** Plays a seed from its fresh world to its verdict. */
export async function play(options: PlayOptions): Promise<Outcome> {
  const { stage, seed } = options;
  const began = performance.now();
  const faults = new Faults();
  const outcome: Outcome = { ...unplayed(seed), failure: null };
  const world = await openWorld(stage, `sim_${seed}_${Math.random().toString(36).slice(2, 8)}`);
  try {
    await new Play(options, world, faults, outcome).run();
  } catch (error) {
    outcome.failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  await world.drop().catch(() => {});
  outcome.faults = Object.fromEntries(faults.counts);
  outcome.realMs = performance.now() - began;
  return outcome;
}

class Play {
  readonly #options: PlayOptions;
  readonly #world: World;
  readonly #faults: Faults;
  readonly #outcome: Outcome;
  readonly #dice: Dice;
  readonly #clock: SimClock;
  readonly #began = performance.now();
  readonly #startsAt = Date.now();

  constructor(options: PlayOptions, world: World, faults: Faults, outcome: Outcome) {
    this.#options = options;
    this.#world = world;
    this.#faults = faults;
    this.#outcome = outcome;
    this.#dice = new Dice(options.seed);
    this.#clock = new SimClock(this.#startsAt, options.kind === 'process' ? PROCESS_RATE : RATE);
  }

  async run(): Promise<void> {
    const { stage, kind, cut } = this.#options;
    const house: House =
      kind === 'process'
        ? await ProcessHouse.open(this.#world.url)
        : await CoreHouse.open(this.#world.url, this.#clock);
    const devices: Device[] = [];
    try {
      const url = (): string => house.url;
      const hand = new Hand(stage.hand, url, this.#clock);
      const logins = stage.logins.slice(0, this.#dice.between(8, stage.logins.length));
      // Whoever is cut out has thrown their dice all the same, so that the others do what they do in the whole seed.
      const dices = logins.map(() => this.#dice.split());
      const people = Math.min(cut.people ?? Infinity, logins.length);
      this.#outcome.story.people = logins.length;
      for (const [i, login] of logins.slice(0, people).entries()) {
        devices.push(
          new Device(login, `${login.person}${i}`, {
            clock: this.#clock,
            dice: dices[i]!,
            faults: this.#faults,
            url,
            workspace: stage.workspace,
          }),
        );
      }
      const general = await this.#furnish(hand);
      const { seed } = this.#options;
      const scene: Scene = {
        seed,
        clock: this.#clock,
        dice: this.#dice.split(),
        faults: this.#faults,
        house,
        hand,
        devices,
        sql: this.#world.sql,
        workspace: stage.workspace,
        general,
      };
      this.#say('it begins');
      await this.#act(scene);
      this.#say('faults are over');
      await this.#rest(devices, house);
      this.#say('at rest');
      await this.#judge(devices, house, hand);
    } finally {
      for (const device of devices) device.close();
      await house.close();
      this.#clock.stop();
    }
  }

  /** A few rooms to begin with. */
  async #furnish(hand: Hand): Promise<string> {
    const { workspace, logins } = this.#options.stage;
    const snapshot = await hand.query('workspace.snapshot', { workspace });
    const people = [...new Set(logins.map(({ user }) => user))].filter((user) => user !== hand.login.user);
    for (const [i, kind] of (['public', 'private', 'private'] as const).entries()) {
      const room = await hand.command('channel.create', { workspace, name: `start-${i}`, kind });
      if (room)
        await hand.command('channel.invite', {
          channel: room.channel.id,
          users: this.#dice.shuffled(people).slice(0, this.#dice.between(3, people.length)),
        });
    }
    await hand.command('direct.open', { workspace, users: people.slice(0, 1) });
    return snapshot.channels.find(({ general }) => general)!.id;
  }

  async #act(scene: Scene): Promise<void> {
    const { kind, seed, cut } = this.#options;
    const clock = this.#clock;
    await Promise.all(scene.devices.map((device) => device.start()));
    const whole = kind === 'process' ? 14 : 40;
    this.#outcome.story.acts = whole;
    const acts = Math.min(cut.acts ?? Infinity, whole);
    const deeds = Array.from({ length: this.#outcome.story.people }, () => this.#dice.split());
    const lives = scene.devices.map((device, i) => live(device, { clock, dice: deeds[i]!, acts }));
    await this.#within(
      PLAY_WITHIN_MS,
      'the people do not come to an end',
      Promise.all([...lives, this.#happen(scene, kind, seed)]),
    );
  }

  async #happen(scene: Scene, kind: Kind, seed: number): Promise<void> {
    await this.#clock.sleep(4_000);
    if (kind === 'postgres') {
      this.#faults.count('Postgres killed and started');
      return this.#options.restartPostgres();
    }
    if (kind === 'process') {
      for (let times = 0; times < 2; times++) {
        this.#faults.count('real process killed with SIGKILL');
        await scene.house.crash();
        await this.#clock.sleep(5_000);
      }
      return;
    }
    const { incident, cut } = this.#options;
    const plan = incident === null ? planOf(seed, scene.dice) : repeated(incident);
    this.#outcome.story.incidents = plan;
    for (const name of plan.filter((_, place) => !cut.leaveOut?.includes(place))) {
      this.#say(`${name} …`);
      this.#faults.count(name);
      await incidents[name](scene);
      await this.#clock.sleep(scene.dice.between(500, 6_000));
    }
  }

  /** Nothing goes wrong any more; everybody catches up, or the seed fails. */
  async #rest(devices: readonly Device[], house: House): Promise<void> {
    for (const device of devices) device.wire.settle();
    if (!house.isUp) await house.restart();
    for (const device of devices) device.client.hint('online');
    if (this.#options.kind !== 'process') this.#clock.rate = DRAIN_RATE;
    await this.#untilCalm(devices);
    if (this.#options.kind !== 'process') {
      // One more heartbeat for everybody: it counts what was sent.
      await this.#clock.sleep(timings.heartbeatEvery + 2_000);
      await this.#untilCalm(devices);
    }
    for (const device of devices) device.finish();
  }

  async #untilCalm(devices: readonly Device[]): Promise<void> {
    const began = this.#clock.now();
    const realUntil = performance.now() + PLAY_WITHIN_MS;
    for (;;) {
      const heads = await this.#heads();
      const restless = devices
        .map((device) => [device, restlessness(device, heads)] as const)
        .filter(([, why]) => why !== null);
      if (restless.length === 0) return;
      const passed = this.#clock.now() - began;
      if (passed > REST_WITHIN_MS || performance.now() > realUntil)
        throw new Error(`never comes to rest: ${restless.map(([{ name }, why]) => `${name} ${why}`).join('; ')}`);
      if (passed > SLOWER_AFTER_MS) this.#clock.rate = Math.min(this.#clock.rate, SLOW_DRAIN_RATE);
      await this.#clock.sleep(1_500);
    }
  }

  async #heads(): Promise<Map<string, number>> {
    const rows = await this.#world.sql<{ id: string; seq: number }[]>`select id, seq from stream`;
    return new Map(rows.map(({ id, seq }) => [id, seq]));
  }

  async #judge(devices: readonly Device[], house: House, hand: Hand): Promise<void> {
    const report = (wrong: Wrong, what: string): void => void this.#outcome.wrongs.push({ wrong, what });
    const history = await History.read(this.#world.sql, this.#options.stage.workspace);
    this.#outcome.events = history.of(history.workspace).length;
    checkLog(history, report);
    checkCommands(devices, hand, history, report);
    // Of two nodes, one may not have heard yet of what somebody heard from the other.
    const deletions = this.#faults.counts.has(TWO_NODES) ? new Map() : deletionsHeard(devices, history);
    for (const device of devices) {
      checkDevice(device, history, deletions, report);
      this.#outcome.deliveries += device.lives.reduce((sum, { folded }) => sum + folded.length, 0);
    }
    await Promise.all(devices.map((device) => compareWithFresh(device, house.url, history, report)));
  }

  async #within<T>(realMs: number, what: string, work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(what)), realMs)));
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  #say(what: string): void {
    if (this.#options.verbose)
      console.log(
        `  ${((performance.now() - this.#began) / 1000).toFixed(1).padStart(5)} s, by its clock ${((this.#clock.now() - this.#startsAt) / 1000).toFixed(0)} s: ${what}`,
      );
  }
}

/** Every kind has its turn, whatever the seed; a heavy one now and then. */
function planOf(seed: number, dice: Dice): Incident[] {
  const all = Object.keys(incidents) as Incident[];
  const light = all.filter((name) => !heavy.has(name));
  const plan = [light[seed % light.length]!, ...dice.shuffled(light).slice(0, dice.between(0, 2))];
  if (seed % 10 === 3) plan.push('away for a thousand events');
  if (seed % 15 === 4) plan.push('reader that does not read');
  return plan;
}

function repeated(name: string): Incident[] {
  if (!(name in incidents))
    throw new Error(`there is no incident “${name}”, only: ${Object.keys(incidents).join(', ')}`);
  return [name, name, name] as Incident[];
}

/** What a device still waits for; null when it is at rest. */
function restlessness({ client, state, login, screen }: Device, heads: ReadonlyMap<string, number>): string | null {
  const { connection, outbox } = client.state;
  if (connection.phase !== 'live') return connection.phase;
  const unsent = outbox.filter((entry) => entry.state.type !== 'failed');
  if (unsent.length > 0) return `has ${unsent.length} unsent`;
  if (!state) return 'shows nothing';
  if (state.freshness !== 'live') return `is ${state.freshness}`;
  if (state.wanted.size > 0) return `wants ${[...state.wanted.keys()].join(' ')}`;
  const window = screen !== null && state.memberships.has(screen) ? state.windows.get(screen) : undefined;
  if (window && (window.stale || window.extending || window.status !== 'ready'))
    return `reads ${screen}: ${window.status}${window.stale ? ', stale' : ''}`;
  for (const stream of [state.id, login.user]) {
    const position = state.positions.get(stream);
    if ((position?.seq ?? 0) < (heads.get(stream) ?? 0))
      return `has ${stream} up to ${position?.seq} of ${heads.get(stream)}`;
  }
  return null;
}

export function countOf(outcome: Outcome): Record<Wrong, number> {
  return Object.fromEntries(
    wrongs.map((wrong) => [wrong, outcome.wrongs.filter((one) => one.wrong === wrong).length]),
  ) as Record<Wrong, number>;
}
