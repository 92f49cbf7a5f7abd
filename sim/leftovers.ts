import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Where a run keeps its PostgreSQL. The folder's name says whose it is, so that a run which was killed and could not stop its
 * PostgreSQL leaves nothing that the next one does not clear away.
 */

const NAME = /^roost-sim-(\d+)-[0-9a-f]{12}$/;

/** A new folder of this process. Made by whoever fills it. */
export function ownFolder(): string {
  return join(tmpdir(), `roost-sim-${process.pid}-${randomBytes(6).toString('hex')}`);
}

/** Ends and removes what runs that are no more have left behind. */
export function clearLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(NAME.exec(name)?.[1] ?? 0);
    if (owner === 0 || isRunning(owner)) continue;
    const folder = join(tmpdir(), name);
    endPostgres(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Only a process that says of itself that it serves this folder: its number may be somebody else's by now. */
function endPostgres(folder: string): void {
  try {
    const pid = Number(readFileSync(join(folder, 'pg/postmaster.pid'), 'utf8').split('\n', 1)[0]);
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    if (command.includes(folder)) process.kill(pid, 'SIGQUIT');
  } catch {
    // it does not run
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
