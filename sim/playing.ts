import { clearAfter } from './leftovers.ts';
import { kindOf, play, type Cut } from './play.ts';
import type { FromPlayer, Manner, ToPlayer } from './player.ts';
import type { Stage } from './stage.ts';

// A process that plays the seeds it is told to.

const run = process.ppid;
let stage: Stage | null = null;
let manner: Manner = { verbose: false, incident: null };
const waiting = new Map<number, () => void>();

process.on('message', (message: ToPlayer) => {
  if (message.type === 'stage') ({ stage, manner } = message);
  else if (message.type === 'restarted') waiting.get(message.seed)?.();
  else void playSeed(message.seed, message.cut);
});
// The run has ended without a word: nobody else is left to clear up. Exiting also ends the servers that play in a process of their own.
process.on('disconnect', () => {
  clearAfter(run);
  process.exit();
});
process.on('SIGTERM', () => process.exit());
// Ctrl+C reaches everybody; the run says when it is over.
process.on('SIGINT', () => {});
// It would end a server: here it ends the seeds that play now, and says what it was about.
process.on('unhandledRejection', (error) => {
  console.error('A promise was rejected and nobody listened:', error, (error as { query?: string } | null)?.query);
  process.exit(1);
});

async function playSeed(seed: number, cut: Cut): Promise<void> {
  if (!stage) throw new Error('there is no stage yet');
  const restartPostgres = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.set(seed, resolve);
      say({ type: 'restart', seed });
    });
  say({ type: 'outcome', outcome: await play({ stage, seed, kind: kindOf(seed), cut, ...manner, restartPostgres }) });
}

function say(message: FromPlayer): void {
  process.send?.(message);
}
