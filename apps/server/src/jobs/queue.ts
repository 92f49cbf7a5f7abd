import type { Runner, TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { openJobPool } from '../storage/jobTables.ts';

/*
 * Carries out jobs at their time: whatever stands in the tables of graphile-worker, written there by projections in the transaction of the
 * event that wants them.
 * Guarantees: a job is tried until it has succeeded (for days, ever more rarely), through restarts, a killed process and a database that is
 * away. It may be tried twice; that it takes effect once is the task's part, whose effect is an append under a guard.
 */

/** What is to be done with a payload. To throw means: again later. */
export type Task = (payload: unknown) => Promise<void>;

export interface JobsDeps {
  databaseUrl: string;
  tasks: Readonly<Record<string, Task>>;
  logger: { warn(about: object, message: string): void; error(about: object, message: string): void };
}

export interface Jobs {
  /** Finishes what is under way. */
  close(): Promise<void>;
}

const AT_ONCE = 2;
const LOOK_EVERY_MS = 1_000;
const REST_MS = 2_000;
/** Who has just started has other things to do. */
const BEGIN_AFTER_MS = 500;

/**
 * Without these the package crosses a job off with nobody looking: a connection that is cut just then ends the whole process, by a
 * rejection that is not handled. With them the runner ends, and begins again.
 */
const CROSSING_OFF = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

type State =
  | { type: 'starting'; run: Promise<void> }
  | { type: 'running'; runner: Runner }
  | { type: 'resting'; timer: ReturnType<typeof setTimeout> }
  | { type: 'closed' };

/** Begins soon, so that nobody waits for it. */
export function startJobs(deps: JobsDeps): Jobs {
  return new Queue(deps);
}

class Queue implements Jobs {
  readonly #deps: JobsDeps;
  readonly #pool: Pool;
  #state: State;

  constructor(deps: JobsDeps) {
    this.#deps = deps;
    this.#pool = openJobPool(deps.databaseUrl, AT_ONCE + 2);
    this.#state = this.#rest(BEGIN_AFTER_MS);
  }

  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { type: 'closed' };
    if (state.type === 'resting') clearTimeout(state.timer);
    if (state.type === 'starting') await state.run;
    if (state.type === 'running') await state.runner.stop().catch(() => {});
    await this.#pool.end();
  }

  #rest(ms: number): State {
    const timer = setTimeout(() => {
      this.#state = { type: 'starting', run: this.#begin() };
    }, ms);
    timer.unref();
    return { type: 'resting', timer };
  }

  async #begin(): Promise<void> {
    try {
      const runner = await this.#run();
      if (this.#isClosed()) return await runner.stop();
      this.#state = { type: 'running', runner };
      runner.promise.then(
        () => this.#again(null),
        (error: unknown) => this.#again(error),
      );
    } catch (error) {
      this.#again(error);
    }
  }

  #again(error: unknown): void {
    if (this.#isClosed()) return;
    this.#deps.logger.warn({ reason: error instanceof Error ? error.message : null }, 'The job queue begins again.');
    this.#state = this.#rest(REST_MS);
  }

  #isClosed(): boolean {
    return this.#state.type === 'closed';
  }

  async #run(): Promise<Runner> {
    const { Logger, parseCronItems, run } = await import('../storage/graphile.ts');
    await this.#pool.query(FREE_ALL);
    const { logger } = this.#deps;
    return run({
      pgPool: this.#pool,
      taskList: taskListOf(this.#deps),
      parsedCronItems: parseCronItems([]),
      concurrency: AT_ONCE,
      pollInterval: LOOK_EVERY_MS,
      noHandleSignals: true,
      preset: { worker: CROSSING_OFF },
      logger: new Logger(() => (level, message) => {
        if (level === 'error' || level === 'warning') logger.warn({ reason: message }, 'the job queue');
      }),
    });
  }
}

/**
 * What a process held that was killed would lie for hours. Should another one be at it still, both do it, which is as if one did: see above.
 */
const FREE_ALL = `
  select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
  from graphile_worker.jobs where locked_by is not null`;

function taskListOf({ tasks }: JobsDeps): TaskList {
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]));
}
