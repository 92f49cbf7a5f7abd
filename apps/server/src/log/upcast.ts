import { eventTypes } from '@roost/protocol/events';
import type { EventData, EventType } from '@roost/protocol/events';
import type { LoggedEvent } from './item.ts';

/*
 * Brings events of the past to the present shape of their type. An event's `v` says which shape its row has; each step leads
 * from one version to the next. Rows are never rewritten: golden/<type>.v<n>.json keeps an example of every shape that was
 * ever written, and a test takes each of them to the present.
 */

type Step = (data: never) => unknown;

/** Per type, the step that leads from version `v` to `v + 1`. */
export type Steps = { readonly [T in EventType]?: { readonly [v: number]: Step } };

const steps: Steps = {};

/** The version that events of this type are written in. */
export function currentVersion(type: EventType): number {
  return eventTypes[type].v;
}

/**
 * The data of a stored event in today's shape, with today's version. What a newer Roost wrote (another node, while updating) stays
 * as it is. Throws when a step is missing.
 */
export function upcast<T extends EventType>(
  type: T,
  v: number,
  data: unknown,
  known: Steps = steps,
  target: number = eventTypes[type]?.v ?? v,
): { v: number; data: EventData<T> } {
  let shape = data;
  for (let from = v; from < target; from++) {
    const step = known[type]?.[from] as ((data: unknown) => unknown) | undefined;
    if (!step) throw new Error(`no step leads from ${type} v${from} to v${from + 1}`);
    shape = step(shape);
  }
  return { v: Math.max(v, target), data: shape as EventData<T> };
}

/** A row of `event` as the database yields it. */
export interface EventRow {
  stream: string;
  seq: number | string;
  v: number;
  type: string;
  at: number | string;
  actor: string | null;
  audience: string;
  backfill: boolean;
  data: unknown;
}

/** The event of a row, in today's shape. */
export function toLoggedEvent(row: EventRow): LoggedEvent {
  const type = row.type as EventType;
  return {
    stream: row.stream,
    seq: Number(row.seq),
    ...upcast(type, row.v, row.data),
    type,
    at: Number(row.at),
    actor: row.actor,
    audience: row.audience,
    backfill: row.backfill,
  };
}
