import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, setPriority } from 'node:os';

/** A server under test, in a process of its own; pinned to the first core where the machine has `taskset` and two cores. */
export interface Measured {
  port: number;
  /** Further facts that the server told when it was ready. */
  facts: Record<string, unknown>;
  /** User and system CPU of the process so far, in microseconds. */
  cpuMicros(): number;
  /** Memory of the process, in KiB. */
  residentKib(): number;
  /** Lets it collect its garbage; what is left of heap and buffers, in KiB. */
  collect(): Promise<number>;
  stop(): Promise<void>;
}

const TICK_MICROS = 10_000;
const STOP_MS = 10_000;

/** As bin/runServer.mjs starts Roost; the rivals get the same. */
const nodeArgs = ['--max-semi-space-size=32', '--expose-gc'];

/** Starts a server file and waits until it says its port. `BENCH_NODE_ARGS` goes to those that are measured. */
export async function startServer(
  file: string,
  env: Record<string, string> = {},
  { profiled = true } = {},
): Promise<Measured> {
  const child = fork(file, [], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    execArgv: [...nodeArgs, ...(profiled ? (process.env['BENCH_NODE_ARGS']?.split(' ') ?? []) : [])],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const facts = await new Promise<{ port: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number }));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it listened`)));
  });
  pin(child.pid!, 0);
  prefer(child.pid!);
  return {
    port: facts.port,
    facts: { ...facts },
    cpuMicros: () => cpuOf(child.pid!),
    residentKib: () => residentOf(child.pid!),
    async collect() {
      child.send('collect');
      const [{ liveKib }] = (await once(child, 'message')) as [{ liveKib: number }];
      return liveKib;
    },
    stop: () => stop(child),
  };
}

function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}

/** Pins a process to one core; without `taskset` it stays where the system puts it. */
export function pin(pid: number, core: number): void {
  if (cpus().length > 1) spawnSync('taskset', ['-a', '-cp', String(core), String(pid)], { stdio: 'ignore' });
}

/** Puts a process and its children before the machine's other work, where we may: what is compared must not queue for a processor. */
export function prefer(pid: number): void {
  try {
    for (const one of familyOf(pid)) setPriority(one, -20);
  } catch {
    // Only root may; on a machine without other work it makes no difference.
  }
}

/** A process and its children that live. */
function familyOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((one) => one === pid || Number(statOf(one)?.[1]) === pid);
}

/** CPU of a process and its children that live, such as a postmaster's, in microseconds. */
export function cpuOfFamily(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + ticks(statOf(one) ?? []), 0);
}

/** What all processes of the machine used so far, in microseconds. */
export function cpuOfMachine(): number {
  const [, ...values] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = values.map(Number);
  return (user + nice + system + irq + softirq) * TICK_MICROS;
}

/** User and system CPU of one process so far, in microseconds. */
export function cpuOf(pid: number): number {
  const fields = statOf(pid);
  if (!fields) throw new Error('a process that is measured has died');
  return ticks(fields);
}

/** Fields of /proc/<pid>/stat from the third on, after the name, which may contain anything. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(') ') + 2).split(' ');
  } catch {
    return null; // it ended while we looked
  }
}

const ticks = (fields: readonly string[]): number => (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MICROS;

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(giveUp);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
