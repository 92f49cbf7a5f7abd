// Loaded before the program (`node --expose-gc --import`): SIGUSR2 collects garbage and tells what is left. The program knows nothing
// of it. With CHURN_SNAPSHOTS, a folder, each time also leaves a snapshot of the heap.
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';

let times = 0;

process.on('SIGUSR2', () => {
  for (let n = 0; n < 3; n++) globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  const folder = process.env.CHURN_SNAPSHOTS;
  const snapshot = folder ? writeHeapSnapshot(join(folder, `churn-${process.pid}-${times++}.heapsnapshot`)) : null;
  process.send?.({ heapUsed, external, rss, snapshot });
});
