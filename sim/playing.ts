import { kindOf, play } from './play.ts';
import type { FromPlayer, ToPlayer } from './player.ts';
import type { Stage } from './stage.ts';

// A process that plays the seeds it is told to.

let stage: Stage | null = null;
let verbose = false;
const waiting = new Map<number, () => void>();

process.on('message', (message: ToPlayer) => {
  if (message.type === 'stage') ({ stage, verbose } = message);
  else if (message.type === 'restarted') waiting.get(message.seed)?.();
  else void playSeed(message.seed);
});
process.on('disconnect', () => process.exit());

async function playSeed(seed: number): Promise<void> {
  if (!stage) throw new Error('there is no stage yet');
  const restartPostgres = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.set(seed, resolve);
      say({ type: 'restart', seed });
    });
  say({ type: 'outcome', outcome: await play({ stage, seed, kind: kindOf(seed), verbose, restartPostgres }) });
}

function say(message: FromPlayer): void {
  process.send?.(message);
}
