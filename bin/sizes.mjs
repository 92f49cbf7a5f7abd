// What a browser loads before it shows anything, compressed, against what we allow it to be.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Failure, root } from './steps.mjs';

const LIMITS_KB = { js: 190, css: 20 };
const dist = join(root, 'apps/web/dist');

/** Returns the report; fails when something grew over its limit. */
export function checkSizes() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...new Set([...html.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)].map((match) => match[1]))];
  const report = Object.entries(LIMITS_KB).map(([kind, limit]) => {
    const bytes = files
      .filter((file) => file.endsWith(`.${kind}`))
      .map((file) => gzipSync(readFileSync(join(dist, file))).length);
    return { kind, limit, kb: bytes.reduce((sum, size) => sum + size, 0) / 1000 };
  });
  const text = report.map(({ kind, kb, limit }) => `${kind} ${kb.toFixed(1)} of ${limit} kB`).join(', ');
  if (report.some(({ kb, limit }) => kb > limit)) throw new Failure(`The first load is too large (gzip): ${text}.`);
  return text;
}
