// Running things, one after the other or side by side, and telling the person at the terminal how it goes.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Something went wrong that the message explains; no stack is needed. */
export class Failure extends Error {}

const tty = process.stdout.isTTY === true && !process.env.CI;
const TICK_MS = tty ? 250 : 15_000;
const KEPT_CHARACTERS = 20_000;

const running = new Map();
const children = new Set();
let ticking;
let shown = 0;

/** Runs `work` as a named step: one line when it ends, with the time it took, and a sign of life until then. */
export async function step(name, work) {
  const began = Date.now();
  running.set(name, began);
  ticking ??= setInterval(tick, TICK_MS).unref();
  try {
    const value = await work();
    running.delete(name);
    say(`  ${tty ? '\x1b[32m✓\x1b[0m' : '✓'} ${name.padEnd(34)} ${seconds(began)}`);
    return value;
  } catch (error) {
    running.delete(name);
    say(`  ${tty ? '\x1b[31m✗\x1b[0m' : '✗'} ${name.padEnd(34)} ${seconds(began)}`);
    throw error;
  }
}

/** Prints a line without tearing the ticking one apart. */
export function say(line) {
  process.stdout.write(`${wipe()}${line}\n`);
}

/**
 * Runs a program to its end and returns what it printed; fails with that when it fails. It gets a process group of its
 * own, so that `stopChildren` ends whatever it started, too.
 */
export function run(command, args, { env = {}, cwd = root, loud = false, timeoutMs, why = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...(tty ? {} : { NO_COLOR: '1' }), ...process.env, ...env },
      stdio: ['ignore', loud ? 'inherit' : 'pipe', loud ? 'inherit' : 'pipe'],
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32' && !/\.exe$/i.test(command),
    });
    children.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-KEPT_CHARACTERS)));
    }
    const timer = timeoutMs && setTimeout(() => killGroup(child, 'SIGKILL'), timeoutMs);
    child.once('error', (error) => reject(new Failure(`${command} cannot be run: ${error.message}. ${why}`)));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      children.delete(child);
      if (code === 0) return resolve(output);
      const told = output.trim() ? `\n\n${output.trim()}\n` : '';
      reject(
        new Failure(
          `${[command, ...args].join(' ')} ended with ${signal ?? `code ${code}`}.${told}${why && `\n${why}`}`,
        ),
      );
    });
  });
}

/** Ends everything that `run` has under way. */
export function stopChildren(signal = 'SIGTERM') {
  for (const child of children) killGroup(child, signal);
}

/** From now on a stop (Ctrl-C, SIGTERM, SIGHUP, the end of whoever started us) calls this instead of ending us at once. */
export function onStop(stop) {
  stopping = stop;
}

/** The frame of a command: watches for a stop, says what failed, sets the exit code, leaves no process behind. */
export async function main(work) {
  watchForStop();
  process.on('exit', () => stopChildren());
  try {
    await work();
  } catch (error) {
    process.stdout.write(wipe());
    console.error(error instanceof Failure ? `\n${error.message.trim()}` : error);
    process.exit(1);
  }
}

let stopping = () => process.exit(130);

/**
 * npm runs scripts through `sh`, and a SIGTERM to npm ends the sh alone, a SIGKILL npm alone. Nobody tells us, so we look
 * whether the processes above us are still the same.
 */
function watchForStop() {
  let told = false;
  const stopOnce = () => {
    if (told) return;
    told = true;
    stopping();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopOnce);
  const above = whoIsAbove();
  setInterval(() => whoIsAbove() !== above && stopOnce(), 250).unref();
}

function whoIsAbove() {
  if (!process.env.npm_lifecycle_event || process.platform !== 'linux') return `${process.ppid}`;
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return '';
  }
}

function killGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

function tick() {
  const [oldest] = running;
  if (!oldest) return;
  const [name, began] = oldest;
  const line = `  … ${name.padEnd(34)} ${seconds(began)}`;
  if (!tty) return console.log(line);
  process.stdout.write(`${wipe()}${line}`);
  shown = line.length;
}

function wipe() {
  const clear = shown ? `\r${' '.repeat(shown)}\r` : '';
  shown = 0;
  return clear;
}

function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
