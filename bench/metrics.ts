import type { Result } from './load/measure.ts';

export interface Metric {
  title: string;
  digits: number;
  of(result: Result): number;
}

/** What can be told of a round, and compared. */
export const metrics = {
  delivered: { title: 'delivered/s', digits: 0, of: (one) => one.delivered / one.seconds },
  acknowledged: { title: 'acknowledged/s', digits: 0, of: (one) => one.acknowledged / one.seconds },
  cpuPerDelivery: { title: 'CPU µs per delivery', digits: 2, of: (one) => one.serverMicros / one.delivered },
  cpuPerSend: { title: 'CPU µs per send', digits: 1, of: (one) => one.serverMicros / one.acknowledged },
  cpuPerClient: { title: 'CPU ms per client', digits: 3, of: (one) => one.serverMicros / 1000 / one.clients },
  databasePerDelivery: {
    title: 'database µs per delivery',
    digits: 2,
    of: (one) => one.databaseMicros / one.delivered,
  },
  databasePerSend: { title: 'database µs per send', digits: 1, of: (one) => one.databaseMicros / one.acknowledged },
  sendsPerCommit: {
    title: 'messages per commit',
    digits: 1,
    of: (one) => one.acknowledged / one.transactions,
  },
  p50: { title: 'p50 ms', digits: 2, of: (one) => one.p50 },
  p99: { title: 'p99 ms', digits: 1, of: (one) => one.p99 },
  allLive: { title: 'all live after s', digits: 2, of: (one) => one.seconds },
  memory: { title: 'KiB per session', digits: 2, of: (one) => one.grown / one.clients },
  memoryBefore: {
    title: 'KiB before collecting garbage',
    digits: 2,
    of: (one) => one.grownBeforeCollection / one.clients,
  },
  live: { title: 'MiB in use after collecting garbage', digits: 2, of: (one) => one.live / 1024 },
  parked: { title: 'times parked', digits: 0, of: (one) => one.parked },
  live95: { title: '95 % live after s', digits: 2, of: (one) => one.live95 },
  turnedAway: { title: 'told to come later', digits: 0, of: (one) => one.turnedAway },
  fromLog: {
    title: '% of streams resumed from PostgreSQL',
    digits: 2,
    of: (one) => (100 * one.fromLog) / (one.fromLog + one.fromMemory),
  },
  readsPerClient: {
    title: 'reads of PostgreSQL per 100 clients',
    digits: 2,
    of: (one) => (100 * one.reads) / one.clients,
  },
  lost: { title: 'lost', digits: 0, of: (one) => one.lost },
  calmP99: { title: 'p99 ms before', digits: 1, of: (one) => one.calmP99 },
  base: { title: 'MiB with 100 sessions', digits: 0, of: (one) => one.base / 1024 },
  otherCores: { title: 'other load, cores', digits: 1, of: (one) => one.otherCores },
} satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;
