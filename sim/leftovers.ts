import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf, isRunning } from '@roost/server/src/storage/processes.ts';
import { releaseDisk } from './siege/disk.ts';

/*
 * Where a run keeps its PostgreSQL. The folder's name says whose it is: when a run is killed and cannot stop its PostgreSQL, its
 * players do it for it; should they have been killed too, the next run does.
 */

const NAME = /^roost-sim-(\d+)-[0-9a-f]{12}$/;

/** A new folder of this process. Made by whoever fills it. */
export function ownFolder(): string {
  return join(tmpdir(), `roost-sim-${process.pid}-${randomBytes(6).toString('hex')}`);
}

/** Ends and removes what runs that are no more have left behind. */
export function clearLeftovers(): void {
  clear((owner) => !isRunning(owner));
}

/** The same for one run, which is just ending. */
export function clearAfter(run: number): void {
  clear((owner) => owner === run);
}

function clear(isOver: (owner: number) => boolean): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(NAME.exec(name)?.[1] ?? 0);
    if (owner === 0 || !isOver(owner)) continue;
    const folder = join(tmpdir(), name);
    endPostgres(folder);
    releaseDisk(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Only a process that says of itself that it serves this folder: its number may be somebody else's by now. */
function endPostgres(folder: string): void {
  try {
    const pid = Number(readFileSync(join(folder, 'pg/postmaster.pid'), 'utf8').split('\n', 1)[0]);
    if (commandOf(pid).includes(folder)) process.kill(pid, 'SIGQUIT');
  } catch {
    // it does not run
  }
}
