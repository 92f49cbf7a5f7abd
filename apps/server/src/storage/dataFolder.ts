import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { birthOf, isRunning } from './processes.ts';

/** A start that cannot go on, told in words for the person who started it; its message needs no stack. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}

export type Claim = { folder: string; release: () => void };

const SETTLE_MS = 60;

/**
 * Makes the data folder ours until `release`. A second Roost on the same folder is refused; the claim of a Roost that
 * died without releasing is taken over.
 */
export async function claimDataFolder(path: string): Promise<Claim> {
  const folder = makeFolder(resolve(path));
  const lock = join(folder, 'roost.lock');
  const mine = `${process.pid}\n${birthOf(process.pid)}\n${claims++}\n`;
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  if (!tookFree(draft, lock)) {
    refuseIfHeld(lock, draft, folder);
    // Two starts may both see the same dead claim. The last rename wins; each looks again once the other has surely renamed.
    renameSync(draft, lock);
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    if (readFileSync(lock, 'utf8') !== mine) throw inUse(folder, 'another start that began at the same moment');
  }
  return { folder, release: () => release(lock, mine) };
}

let claims = 0;

function tookFree(draft: string, lock: string): boolean {
  try {
    linkOrCopy(draft, lock);
    unlinkSync(draft);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Some file systems know no links; a copy is as exclusive, only not all there at once. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

function refuseIfHeld(lock: string, draft: string, folder: string): void {
  const [pid = '', birth = ''] = existsSync(lock) ? readFileSync(lock, 'utf8').split('\n') : [];
  if (!isRunning(Number(pid)) || birthOf(Number(pid)) !== birth) return;
  unlinkSync(draft);
  throw inUse(folder, `process ${pid}`);
}

function inUse(folder: string, holder: string): StartRefused {
  return new StartRefused(
    `Another Roost (${holder}) is already using the data folder ${folder}. ` +
      'Stop it first, or give this one a folder of its own with ROOST_DATA.',
  );
}

function release(lock: string, mine: string): void {
  if (existsSync(lock) && readFileSync(lock, 'utf8') === mine) unlinkSync(lock);
}

/**
 * Only the folder itself is closed to others, never its parents. Root leaves it passable, for Postgres runs as another user;
 * an empty folder that root made for us is as good as one that we make.
 */
function makeFolder(folder: string): string {
  const root = process.getuid?.() === 0;
  if (existsSync(folder)) {
    if (root && statSync(folder).uid === 0 && readdirSync(folder).length === 0) chmodSync(folder, 0o711);
    return folder;
  }
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, root ? 0o711 : 0o700);
    return folder;
  } catch (error) {
    throw new StartRefused(
      `The data folder ${folder} cannot be created: ${(error as Error).message}. Set ROOST_DATA to another one.`,
    );
  }
}
