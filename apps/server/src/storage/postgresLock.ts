import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, deadPid, isRunning } from './processes.ts';

/** What Postgres's own lock file, `postmaster.pid`, says about a cluster. */
export type Lock = { state: 'none' } | { state: 'dead' } | { state: 'live'; pid: number; port: number; status: string };

/** Reads the lock; a number that was handed on to any other program, or to the Postgres of another cluster, counts as dead. */
export function readLock(cluster: string): Lock {
  const file = lockFile(cluster);
  if (!existsSync(file)) return { state: 'none' };
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const command = isRunning(pid) ? commandOf(pid) : '';
  if (!command.includes('postgres') || !command.includes(cluster)) return { state: 'dead' };
  return { state: 'live', pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
}

/**
 * Lets the next postmaster pass a dead lock. The file stays: Postgres finds in it the shared memory that surviving
 * backends may still write through, and waits for them. Deleting the file would risk the data.
 */
export function clearDeadLock(cluster: string): void {
  const file = lockFile(cluster);
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [String(deadPid()), ...lines.slice(1)].join('\n'));
}

function lockFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
