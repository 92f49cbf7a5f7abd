import { setTimeout as wait } from 'node:timers/promises';
import { until, type Ground, type Result } from './measure.ts';
import { steady, type Steady } from './rates.ts';
import { Tally } from './tally.ts';

/** As `steady`, beside somebody who has been sent more than fits between them and the server, and reads so little of it. */
export interface SlowReading extends Omit<Steady, 'type'> {
  type: 'slowReader';
  bytesPerSecond: number;
}

/** More than the kernel's buffers of both ends and the server's queue hold together, in a room of the reader's own. */
const FLOOD_BYTES = 12_000_000;
const MESSAGE = 'What nobody would read at once. '.repeat(360);
const IN_FLIGHT = 16;
/** What is measured begins a while after the flood. */
const CALM_MS = 1_000;

export async function slowReader(ground: Ground, load: SlowReading): Promise<Result> {
  const { members, perSecond, latency, bytesPerSecond } = load;
  const reader = await ground.joinSlowly?.(0, bytesPerSecond);
  try {
    // Also where nobody reads slowly: the servers are to differ by the reader alone.
    await flood(ground);
    await wait(CALM_MS);
    const result = await steady(ground, { type: 'steady', members, perSecond, latency }, async () => ({
      live: await ground.server.collect(),
      parked: (await reader?.parked()) ?? 0,
    }));
    await reader?.catchUp();
    return result;
  } finally {
    reader?.close();
  }
}

async function flood(ground: Ground): Promise<void> {
  const tally = new Tally('none');
  const writer = await ground.join(1, 'rooms', tally.ears());
  for (let sent = 0; sent < FLOOD_BYTES; sent += MESSAGE.length) {
    writer.post(tally.sent(performance.now()), MESSAGE);
    const answered = (most: number) => () => tally.posts - tally.acks <= most;
    await until(answered(IN_FLIGHT), () => 'answers');
  }
  await until(
    () => tally.acks === tally.posts,
    () => 'answers',
  );
  writer.close();
}
