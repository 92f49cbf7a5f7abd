import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/*
 * A disk of its own for a database: a file with a file system in it, which can be filled to the last block. Only root may mount one, and
 * not in every container.
 */

const SIZE = 4_000_000_000;
const BLOCK = 4_096;
const BALLOON = 'balloon';

export interface Disk {
  /** Takes all that is left. */
  fill(): void;
  free(): void;
}

/** Puts it where `folder` will be; null where that is not allowed. `releaseDisk` takes it away. */
export function mountDisk(folder: string): Disk | null {
  const image = imageOf(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(image, '', { mode: 0o600 });
  truncateSync(image, SIZE);
  const worked = run('mkfs.ext4', '-q', '-m', '0', image) && run('mount', '-o', 'loop', image, folder);
  if (!worked) {
    rmSync(image);
    return null;
  }
  rmdirSync(join(folder, 'lost+found'));
  const balloon = join(folder, BALLOON);
  return {
    fill: () => blow(balloon, folder),
    free: () => rmSync(balloon, { force: true }),
  };
}

/** After the last program that uses it has ended; also what somebody left who was killed. Does nothing where there is none. */
export function releaseDisk(folder: string): void {
  run('umount', '--lazy', folder);
  rmSync(imageOf(folder), { force: true });
}

const imageOf = (folder: string): string => `${folder}.img`;

/** Large pieces first, then block by block; what is given up meanwhile, too. */
function blow(balloon: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  for (let size = bavail * bsize; size > BLOCK; size = Math.floor(size / 2))
    if (run('fallocate', '-l', String(size), balloon)) break;
  const file = openSync(balloon, 'a');
  try {
    for (;;) writeSync(file, Buffer.alloc(BLOCK));
  } catch {
    // full
  } finally {
    closeSync(file);
  }
}

function run(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
