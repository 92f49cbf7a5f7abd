import type { Load } from './load/load.ts';
import type { MetricName } from './metrics.ts';
import type { TargetName } from './targets.ts';
import type { TownName } from './towns.ts';

/** What is to hold: the median of the ratios to another target (or the differences), round by round, or of Roost's own figure. */
export interface Bar {
  metric: MetricName;
  against?: TargetName;
  /** What is compared; a ratio unless it says otherwise. */
  by?: 'ratio' | 'difference';
  atMost?: number;
  atLeast?: number;
}

export interface Scenario {
  about: string;
  town: TownName;
  load: Load;
  /** In the order in which a round runs them. */
  targets: readonly ['roost', ...TargetName[]];
  columns: readonly MetricName[];
  bars: readonly Bar[];
  /** What the servers are started with besides. */
  env?: Record<string, string>;
  /** Also the statement of a group commit alone, with as many rows as Roost had messages per commit. */
  statement?: true;
}

const perDelivery = ['delivered', 'cpuPerDelivery', 'databasePerDelivery'] as const;
const perSend = ['acknowledged', 'cpuPerSend', 'databasePerSend', 'sendsPerCommit'] as const;
const times = ['p50', 'p99'] as const;

const durableSends = (inFlight: number, inWords: string) =>
  ({
    about: `200 senders in rooms of 4, each with ${inWords} in flight; p50 and p99 until the sender is answered`,
    town: 'small',
    load: { type: 'senders', members: 200, inFlight },
    targets: ['roost', 'durable', 'perMessage'],
    statement: true,
    columns: [...perSend, ...times],
    bars: [
      { metric: 'acknowledged', against: 'durable', atLeast: 0.7 },
      { metric: 'acknowledged', against: 'perMessage', atLeast: 8 },
    ],
  }) satisfies Scenario;

export const scenarios = {
  fanout: {
    about: '60 messages a second to 1,000 sockets in one channel; p50 and p99 until a member has it',
    town: 'small',
    load: { type: 'steady', members: 1_000, perSecond: 60, latency: 'delivery' },
    targets: ['roost', 'limit', 'naive', 'socketIo'],
    columns: [...perDelivery, ...times],
    bars: [
      { metric: 'cpuPerDelivery', against: 'limit', atMost: 1.15 },
      { metric: 'cpuPerDelivery', against: 'naive', atMost: 0.95 },
      { metric: 'cpuPerDelivery', against: 'socketIo', atMost: 0.7 },
    ],
  },
  'fanout-saturated': {
    about: '64 messages in flight to 1,000 sockets in one channel; p50 and p99 until the sender is answered',
    town: 'small',
    load: { type: 'saturated', members: 1_000, where: 'crowd', inFlight: 64 },
    targets: ['roost', 'limit', 'naive', 'socketIo'],
    columns: [...perDelivery, ...times],
    bars: [
      { metric: 'cpuPerDelivery', against: 'limit', atMost: 1.3 },
      { metric: 'cpuPerDelivery', against: 'naive', atMost: 0.1 },
      { metric: 'cpuPerDelivery', against: 'socketIo', atMost: 0.12 },
    ],
  },
  'fanout-slow': {
    about: '10 messages a second to 1,000 sockets in one channel; p50 and p99 until a member has it',
    town: 'small',
    load: { type: 'steady', members: 1_000, perSecond: 10, latency: 'delivery' },
    targets: ['roost', 'limit'],
    columns: [...perDelivery, ...times],
    bars: [{ metric: 'p50', against: 'limit', atMost: 1.3 }],
  },
  rooms: {
    about: '512 messages in flight in 1,000 rooms of 10 sockets; p50 and p99 until the sender is answered',
    town: 'large',
    load: { type: 'saturated', members: 10_000, where: 'rooms', inFlight: 512 },
    targets: ['roost', 'limit', 'socketIo'],
    columns: [...perDelivery, ...times],
    bars: [
      { metric: 'cpuPerDelivery', against: 'limit', atMost: 1.4 },
      { metric: 'cpuPerDelivery', against: 'socketIo', atMost: 0.8 },
    ],
  },
  durable: durableSends(1, 'one message'),
  'durable-deep': durableSends(8, '8 messages'),
  lone: {
    about: 'one sender, alone, with one message in flight; p50 and p99 until it is answered',
    town: 'small',
    load: { type: 'senders', members: 1, inFlight: 1 },
    targets: ['roost', 'perMessage'],
    columns: [...perSend, ...times],
    bars: [{ metric: 'p50', against: 'perMessage', atMost: 1.2 }],
  },
  idle: {
    about: '10,000 sessions in rooms of 10 that say nothing',
    town: 'large',
    load: { type: 'idle', members: 10_000 },
    targets: ['roost', 'limit', 'socketIo'],
    columns: ['memory', 'memoryBefore', 'base'],
    bars: [
      { metric: 'memory', against: 'socketIo', atMost: 0.7 },
      { metric: 'memory', atMost: 10 },
    ],
  },
  storm: {
    about: '5,000 clients of one channel come back at once, 50 messages missed, while there are two more a second',
    town: 'large',
    load: { type: 'storm', clients: 5_000, missed: 50, everyMs: 500 },
    targets: ['roost', 'limit', 'socketIoRecovery'],
    columns: ['cpuPerClient', 'allLive'],
    bars: [
      { metric: 'cpuPerClient', against: 'limit', atMost: 2 },
      { metric: 'cpuPerClient', against: 'socketIoRecovery', atMost: 0.4 },
      { metric: 'allLive', atMost: 5 },
    ],
  },
  'storm-survivors': {
    about:
      '9,700 of 10,000 clients are cut off at once and come back as the product does, while 300 go on with 60 messages a second; p50 and p99 until one of the 300 has it',
    town: 'large',
    load: { type: 'survivedStorm', members: 10_000, survivors: 300, perSecond: 60 },
    env: { LIMITS: 'usual' },
    targets: ['roost'],
    columns: [
      'live95',
      'allLive',
      'turnedAway',
      'cpuPerClient',
      'fromLog',
      'readsPerClient',
      ...times,
      'calmP99',
      'lost',
    ],
    bars: [
      { metric: 'live95', atMost: 15 },
      { metric: 'allLive', atMost: 40 },
      { metric: 'fromLog', atMost: 5 },
      { metric: 'readsPerClient', atMost: 5 },
      { metric: 'p99', atMost: 250 },
      { metric: 'lost', atMost: 0 },
    ],
  },
  resume: {
    about: 'a client comes back after 900 messages, while there are two more a second',
    town: 'small',
    load: { type: 'storm', clients: 1, missed: 900, everyMs: 500 },
    targets: ['roost'],
    columns: ['allLive', 'cpuPerClient'],
    bars: [{ metric: 'allLive', atMost: 0.3 }],
  },
  'slow-reader': {
    about:
      '60 messages a second to 1,000 sockets in one channel, beside one that was sent 12 MB and reads 10 kB/s; p50 and p99 until one of the 1,000 has it',
    town: 'small',
    load: { type: 'slowReader', members: 1_000, perSecond: 60, latency: 'delivery', bytesPerSecond: 10_000 },
    targets: ['roost', 'roostAlone'],
    columns: ['delivered', 'cpuPerDelivery', ...times, 'live', 'parked'],
    bars: [
      { metric: 'p99', against: 'roostAlone', atMost: 1.1 },
      { metric: 'live', against: 'roostAlone', by: 'difference', atMost: 5 },
      { metric: 'parked', atLeast: 1 },
    ],
  },
} satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof scenarios;
