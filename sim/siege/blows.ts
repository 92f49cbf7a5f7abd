import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import type { Embedded } from '@roost/server/src/storage/embeddedPostgres.ts';
import type { Dice } from '../dice.ts';
import type { Disk } from './disk.ts';
import type { Program } from './program.ts';

/*
 * What happens to the server and its database. Named points of a write are reached from the database's side, so that the program under
 * test is the one that people run: a trigger makes the transaction wait after its inserts, or tells us of its commit.
 */

const LOCK = 4_711;
const MOST_WAIT_MS = 5_000;
const FULL_MS = 3_000;
const BACK_MS = 60_000;
/** PostgreSQL says so: no space is left on the device; or stops because of it, since its own log found none. */
const DISK_FULL = new Set<unknown>(['53100', '57P02']);
const ON_FULL_DISK = 'disk of the database full for 3 s';

const TRIGGER = `
  create table if not exists siege_ballast (weight text not null);
  create table if not exists siege (wish text not null);
  create or replace function siege_step() returns trigger language plpgsql as $$
  declare wish text := (select s.wish from siege s);
  begin
    if wish = 'wait' then perform pg_advisory_xact_lock(${LOCK}); end if;
    if wish = 'tell' then perform pg_notify('siege', ''); end if;
    return null;
  end $$;
  create or replace trigger siege_step after insert on message for each statement execute function siege_step();
  insert into siege select 'nothing' where not exists (select from siege);`;

export interface Besieged {
  program: Program;
  postgres: Embedded;
  databaseUrl: string;
  /** That the database is on; null where none can be mounted. */
  disk: Disk | null;
  cutAll: () => void;
}

const blows = {
  'server killed': async ({ program }: Besieged) => {
    await program.end('SIGKILL');
    await program.start();
  },
  'server killed after the inserts, before COMMIT': async (besieged: Besieged) => {
    await whileAWriteWaits(besieged.databaseUrl, () => besieged.program.end('SIGKILL'));
    await besieged.program.start();
  },
  'server killed after COMMIT, before anybody is told': async (besieged: Besieged) => {
    await afterACommit(besieged.databaseUrl, () => besieged.program.signal('SIGKILL'));
    await besieged.program.end('SIGKILL');
    await besieged.program.start();
  },
  'server stopped and started': async ({ program }: Besieged) => {
    await program.end('SIGTERM');
    await program.start();
  },
  'server stands still for 2 s': async ({ program }: Besieged) => {
    program.signal('SIGSTOP');
    await wait(2_000);
    program.signal('SIGCONT');
  },
  'writing connection ended after the inserts, before COMMIT': ({ databaseUrl }: Besieged) =>
    whileAWriteWaits(databaseUrl, async (admin, pid) => void (await admin`select pg_terminate_backend(${pid})`)),
  'all database connections cut': ({ databaseUrl }: Besieged) =>
    withAdmin(databaseUrl, async (admin) => {
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    }),
  'PostgreSQL killed and started': ({ postgres: cluster }: Besieged) => cluster.restart('immediate'),
  [ON_FULL_DISK]: async ({ disk, databaseUrl }: Besieged) => {
    if (disk) await whileTheDiskIsFull(disk, databaseUrl);
  },
  'clock of the server set an hour on or back': async ({ program }: Besieged) => program.signal('SIGUSR2'),
  'all connections of members reset': async ({ cutAll }: Besieged) => cutAll(),
} satisfies Record<string, (besieged: Besieged) => Promise<unknown>>;
type Blow = keyof typeof blows;

/** Makes the named points reachable. */
export async function prepare(databaseUrl: string): Promise<void> {
  await withAdmin(databaseUrl, (admin) => admin.unsafe(TRIGGER));
}

/** Deals blows until told to stop, and counts them. Resolves when the last one is over and the server serves. */
export async function deal(besieged: Besieged, dice: Dice, until: AbortSignal): Promise<Record<string, number>> {
  const dealt: Record<string, number> = {};
  const names = (Object.keys(blows) as Blow[]).filter((name) => name !== ON_FULL_DISK || besieged.disk !== null);
  let bag: Blow[] = [];
  while (!until.aborted) {
    await wait(dice.between(3_000, 9_000), undefined, { signal: until }).catch(() => {});
    if (until.aborted) break;
    if (bag.length === 0) bag = dice.shuffled(names);
    const blow = bag.pop()!;
    dealt[blow] = (dealt[blow] ?? 0) + 1;
    await blows[blow](besieged);
  }
  return dealt;
}

async function whileAWriteWaits(
  databaseUrl: string,
  act: (admin: postgres.Sql, waiting: number) => Promise<void>,
): Promise<void> {
  await withAdmin(databaseUrl, async (admin) => {
    await admin`select pg_advisory_lock(${LOCK})`;
    await admin`update siege set wish = 'wait'`;
    for (const giveUpAt = Date.now() + MOST_WAIT_MS; Date.now() < giveUpAt; await wait(5)) {
      const [waiting] = await admin`select pid from pg_locks where locktype = 'advisory' and not granted`;
      if (!waiting) continue;
      await act(admin, waiting['pid'] as number);
      break;
    }
    await admin`update siege set wish = 'nothing'`;
    await admin`select pg_advisory_unlock(${LOCK})`;
  });
}

async function afterACommit(databaseUrl: string, act: () => void): Promise<void> {
  await withAdmin(databaseUrl, async (admin) => {
    const told = new Promise<void>((resolve) => void admin.listen('siege', () => resolve()));
    await admin`update siege set wish = 'tell'`;
    await Promise.race([told, wait(MOST_WAIT_MS)]);
    act();
    await admin`update siege set wish = 'nothing'`;
  });
}

/** It has to be seen: a disk that merely looks full proves nothing. */
async function whileTheDiskIsFull(disk: Disk, databaseUrl: string): Promise<void> {
  const over = Date.now() + FULL_MS;
  let refused = false;
  disk.fill();
  try {
    await withAdmin(databaseUrl, async (admin) => {
      for (; Date.now() < over; await wait(200))
        await admin`insert into siege_ballast select repeat('x', 2000) from generate_series(1, 20)`.catch(
          ({ code }: { code: unknown }) => (refused ||= DISK_FULL.has(code)),
        );
    });
  } finally {
    disk.free();
  }
  if (!refused) throw new Error('the disk was full, and PostgreSQL did not say so');
  // When the log of the database itself finds no room, PostgreSQL stops, and comes back as after a crash.
  await withAdmin(databaseUrl, async (admin) => {
    const isBack = () =>
      admin`truncate siege_ballast`.then(
        () => true,
        () => false,
      );
    for (const giveUpAt = Date.now() + BACK_MS; !(await isBack()); await wait(200))
      if (Date.now() > giveUpAt) throw new Error('PostgreSQL does not come back from a full disk');
  });
}

async function withAdmin(databaseUrl: string, work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await work(admin);
  } finally {
    await admin.end({ timeout: 1 });
  }
}
