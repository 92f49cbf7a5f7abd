import type { LoggedEvent, StreamHead } from '../log/item.ts';

export type BatchListener = (stream: string, events: LoggedEvent[], head: StreamHead) => void;

/**
 * Carries committed events to every process that fans out, this one included. It may lose, repeat and reorder: the gate puts
 * right what arrives, from the log.
 */
export interface Bus {
  publish(stream: string, events: LoggedEvent[], head: StreamHead): void;
  /** One listener: the gate. */
  onBatch(listener: BatchListener): void;
}
