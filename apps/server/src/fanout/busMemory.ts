import type { BatchListener, Bus } from './bus.ts';

/** The bus of a server that is one process: what is published arrives at once, in the same turn. */
export function busMemory(): Bus {
  let listener: BatchListener = () => {};
  return {
    publish: (stream, events, head) => listener(stream, events, head),
    onBatch(next) {
      listener = next;
    },
  };
}
