import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { unplayed, type Cut, type Outcome } from './play.ts';
import type { Stage } from './stage.ts';

/** How seeds are played. */
export interface Manner {
  verbose: boolean;
  /** The name of the one thing that happens; null: what the seed says. */
  incident: string | null;
}

/** What a player's process is told, and what it says. */
export type ToPlayer =
  | { type: 'stage'; stage: Stage; manner: Manner }
  | { type: 'play'; seed: number; cut: Cut }
  | { type: 'restarted'; seed: number };
export type FromPlayer = { type: 'restart'; seed: number } | { type: 'outcome'; outcome: Outcome };

/** A process that plays seeds, several at once. Should it die, its seeds have failed, and another takes its place. */
export class Player {
  readonly #stage: Stage;
  readonly #manner: Manner;
  readonly #playing = new Map<number, { done: (outcome: Outcome) => void; restartPostgres: () => Promise<void> }>();
  #child: ChildProcess | null = null;
  #isClosed = false;

  constructor(stage: Stage, manner: Manner) {
    this.#stage = stage;
    this.#manner = manner;
  }

  play(seed: number, restartPostgres: () => Promise<void>, cut: Cut = {}): Promise<Outcome> {
    return new Promise((done) => {
      this.#playing.set(seed, { done, restartPostgres });
      this.#tell({ type: 'play', seed, cut });
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#child?.kill('SIGTERM');
  }

  #tell(message: ToPlayer): void {
    this.#child ??= this.#begin();
    this.#child.send(message);
  }

  #begin(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'playing.ts'), { execArgv: ['--import', 'tsx'] });
    child.send({ type: 'stage', stage: this.#stage, manner: this.#manner } satisfies ToPlayer);
    child.on('message', (message) => void this.#heard(message as FromPlayer));
    child.once('exit', (code, signal) => this.#died(code ?? signal));
    return child;
  }

  async #heard(message: FromPlayer): Promise<void> {
    if (message.type === 'outcome') {
      this.#playing.get(message.outcome.seed)?.done(message.outcome);
      this.#playing.delete(message.outcome.seed);
    } else {
      await this.#playing.get(message.seed)?.restartPostgres();
      this.#tell({ type: 'restarted', seed: message.seed });
    }
  }

  #died(how: number | string | null): void {
    this.#child = null;
    if (this.#isClosed) return;
    for (const [seed, { done }] of this.#playing) {
      const failure = `the process died (${how}) under seeds ${[...this.#playing.keys()].join(', ')}`;
      done({ ...unplayed(seed), failure });
    }
    this.#playing.clear();
  }
}
