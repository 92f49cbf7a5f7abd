import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the operating system says of a process; a zombie counts as gone, for nobody may ever reap it. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !stateOf(pid).startsWith('Z');
}

/** Tells two processes apart that were given the same number one after the other; '' when it cannot be known. */
export function birthOf(pid: number): string {
  if (process.platform === 'linux') return `${bootId()} ${statOf(pid)[19] ?? ''}`.trim();
  return ps(pid, 'lstart');
}

/** The command line of a process, '' when there is none. */
export function commandOf(pid: number): string {
  if (process.platform === 'linux') return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  return ps(pid, 'command');
}

/** The number of a process that has surely ended: one of our own children, awaited. */
export function deadPid(): number {
  return spawnSync(process.execPath, ['--version'], { stdio: 'ignore' }).pid;
}

/** Resolves when the process is gone, false when it is still there after `withinMs`. */
export async function ended(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isRunning(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function stateOf(pid: number): string {
  return process.platform === 'linux' ? (statOf(pid)[0] ?? '') : ps(pid, 'stat');
}

/** The fields of /proc/<pid>/stat after the command's name, which may itself hold blanks and brackets. */
function statOf(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function bootId(): string {
  return read('/proc/sys/kernel/random/boot_id').trim();
}

function ps(pid: number, column: string): string {
  if (process.platform === 'win32') return '';
  return spawnSync('ps', ['-p', String(pid), '-o', `${column}=`], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
