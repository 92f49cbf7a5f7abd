import type { Static } from 'typebox';
import type { ResyncReason } from '@roost/protocol/frames';

/** What the fan-out and the sockets count; `/metrics` shows it. */
export interface Counters {
  /** Events that this process committed. */
  committed: number;
  /** Events announced to readers of hosted streams. */
  announced: number;
  /** Frames made, and frames given to sessions. */
  batches: number;
  deliveries: number;
  /** Times the log was read because something was missing in between. */
  backfills: number;
  parked: number;
  /** Streams in which a reader went on from a cursor, by where what it missed came from. */
  resumes: { memory: number; log: number };
  resyncs: Record<Static<typeof ResyncReason>, number>;
  /** Sampled events whose receivers differed from the audience table. Must stay 0. */
  auditMismatches: number;
  /** Sessions closed by the server, by code. */
  closes: Record<string, number>;
}

export function newCounters(): Counters {
  return {
    committed: 0,
    announced: 0,
    batches: 0,
    deliveries: 0,
    backfills: 0,
    parked: 0,
    resumes: { memory: 0, log: 0 },
    resyncs: { asked: 0, too_old: 0, epoch: 0, unknown: 0, too_much: 0, role: 0 },
    auditMismatches: 0,
    closes: {},
  };
}
