// Writes compressed copies beside what browsers fetch, once at build time: the server only picks one.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXTS = /\.(js|css|html|svg|json|webmanifest)$/;
/** Smaller ones fit into one packet as they are. */
const SMALLEST = 1_024;
/** Of 11; the last two take ten times as long for a few percent. */
const QUALITY = 9;

/** Every text under the folder gets a `.br` and a `.gz` beside it. */
export async function compressUnder(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => TEXTS.test(name));
  await Promise.all(files.map((name) => compress(join(folder, name))));
}

async function compress(file) {
  const content = readFileSync(file);
  if (content.length < SMALLEST) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(content, { params }));
  writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}
