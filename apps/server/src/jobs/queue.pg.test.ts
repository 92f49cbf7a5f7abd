import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JOB_TABLES } from '../storage/jobTables.ts';
import { freshDatabase, type TestDatabase } from '../storage/testDatabase.ts';
import { startJobs, type Jobs, type Task } from './queue.ts';

let database: TestDatabase;
let running: Jobs[] = [];
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.close()));
  running = [];
  await database.drop();
});

const begin = (tasks: Record<string, Task>): Jobs => {
  const jobs = startJobs({ databaseUrl: database.url, tasks, logger: { warn() {}, error() {} } });
  running.push(jobs);
  return jobs;
};
const add = (id: string, inSeconds = 0) => database.sql`
  select graphile_worker.add_job('note', json_build_object('id', ${id}::text), job_key := ${id},
    run_at := now() + ${inSeconds}::int4 * interval '1 second')`;
const left = async () => (await database.sql`select 1 from graphile_worker.jobs`).length;
const soon = { timeout: 15_000 };

describe('the job queue', () => {
  test('does what is due and leaves what is not', async () => {
    const done: unknown[] = [];
    await add('now');
    await add('later', 3_600);
    begin({ note: async (payload) => void done.push(payload) });
    await expect.poll(left, soon).toBe(1);
    expect(done).toEqual([{ id: 'now' }]);
  });

  test('tries again what failed', async () => {
    let tries = 0;
    await add('shaky');
    begin({
      note: async () => {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
      },
    });
    await expect.poll(left, soon).toBe(0);
    expect(tries).toBe(2);
  });

  test('takes up at once what a killed process held', async () => {
    await add('held');
    await database.sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1`;
    const done: unknown[] = [];
    begin({ note: async (payload) => void done.push(payload) });
    await expect.poll(() => done, soon).toEqual([{ id: 'held' }]);
  });

  test('goes on after the database has cut all its connections', async () => {
    const done: unknown[] = [];
    begin({ note: async (payload) => void done.push(payload) });
    await add('before');
    await expect.poll(() => done, soon).toHaveLength(1);
    await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'roost jobs' and datname = current_database()`;
    await add('after');
    await expect.poll(() => done, soon).toHaveLength(2);
  });

  test('goes on after the database has cut a connection over which a job was being crossed off', async () => {
    let crossedOff = false;
    const lock = await database.sql.reserve();
    begin({
      note: async () => {
        if (!crossedOff) await lock`begin`.then(() => lock`lock table graphile_worker._private_jobs in share mode`);
        crossedOff = true;
      },
    });
    await add('once');
    const waiting = () => database.sql`
      select pid from pg_stat_activity
      where application_name = 'roost jobs' and datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waiting()).length, soon).toBeGreaterThan(0);
    await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'roost jobs' and datname = current_database()`;
    await lock`rollback`;
    lock.release();
    await expect.poll(left, soon).toBe(0);
  });

  test('finishes what is under way when it is closed', async () => {
    let release = () => {};
    let finished = false;
    const started = new Promise<void>((tell) => {
      const jobs = begin({
        note: async () => {
          tell();
          await new Promise<void>((resolve) => (release = resolve));
          finished = true;
        },
      });
      running = running.filter((one) => one !== jobs);
      running.push(jobs);
    });
    await add('long');
    await started;
    const closing = running.pop()!.close();
    release();
    await closing;
    expect([finished, await left()]).toEqual([true, 0]);
  });
});

test('the tables are those of the pinned package', async () => {
  const { migrations } = (await import('graphile-worker/dist/generated/sql.js' as string)) as { migrations: object };
  expect(Object.keys(migrations)).toHaveLength(JOB_TABLES);
});
