// Knows what has been made from what: a step whose inputs have the same contents as last time is not done again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './steps.mjs';

const IGNORED = new Set(['node_modules', 'dist', 'generated', '.git']);

/** Does `work` unless `output` is there and `inputs` (files and folders, from the root) are as they were when it was made. */
export async function unlessDone(name, { inputs, also = [], output }, work) {
  const stamp = join(root, 'node_modules', '.roost', name);
  const now = digest(inputs, also);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now && existsSync(join(root, output))) return;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

function digest(inputs, also) {
  const hash = createHash('sha256').update(JSON.stringify(also));
  for (const file of inputs.flatMap((input) => filesUnder(input)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => !IGNORED.has(name) && !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesUnder(join(path, name)));
}
