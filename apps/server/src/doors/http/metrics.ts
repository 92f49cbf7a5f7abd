import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Counters } from '../../fanout/counters.ts';

/** What `/metrics` reads when it is asked. */
export interface Readings {
  counters: Counters;
  sessions: () => number;
  /** Bytes. */
  backlog: () => number;
}

/** `GET /metrics` for Prometheus. */
export function registerMetrics(app: FastifyInstance, readings: Readings): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { counters } = readings;
  gauge(registry, 'roost_sessions', 'Live connections.', readings.sessions);
  gauge(registry, 'roost_backlog_bytes', 'What waits for slow readers, of all sessions together.', readings.backlog);
  total(registry, 'roost_events_committed_total', 'Events that this process committed.', () => counters.committed);
  total(registry, 'roost_events_announced_total', 'Events announced to connected readers.', () => counters.announced);
  total(registry, 'roost_batches_total', 'Frames of events that were made.', () => counters.batches);
  total(registry, 'roost_deliveries_total', 'Frames of events that were given to sessions.', () => counters.deliveries);
  total(
    registry,
    'roost_log_backfills_total',
    'Times the log was read because something was missing.',
    () => counters.backfills,
  );
  total(registry, 'roost_sessions_parked_total', 'Times a session was too slow and was parked.', () => counters.parked);
  total(
    registry,
    'roost_audit_mismatches_total',
    'Sampled events with the wrong receivers. Must stay 0.',
    () => counters.auditMismatches,
  );
  labelled(
    registry,
    'roost_resumes_total',
    'Streams resumed from a cursor, by where what was missed came from.',
    'from',
    () => counters.resumes,
  );
  labelled(registry, 'roost_resyncs_total', 'Resyncs by reason.', 'reason', () => counters.resyncs);
  labelled(registry, 'roost_closes_total', 'Sessions closed by the server, by code.', 'code', () => counters.closes);
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  return registry;
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

function total(registry: Registry, name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}

function labelled<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  label: L,
  read: () => Record<string, number>,
): void {
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [key, value] of Object.entries(read())) this.inc({ [label]: key } as Record<L, string>, value);
    },
  });
}
