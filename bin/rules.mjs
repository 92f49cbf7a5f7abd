// Every rule of docs/protocol.md is proved by a test that names it: [C3] in the test's title.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, root } from './steps.mjs';

const RULE = /\*\*([A-Z]{1,3}\d+)\*\*/g;
const TESTS = /(\.test\.tsx?|\.(spec|e2e)\.ts)$|^sim\//;

/** Fails with the list of rules that no test names. */
export function checkRules() {
  const rules = [...readFileSync(join(root, 'docs/protocol.md'), 'utf8').matchAll(RULE)].map((match) => match[1]);
  const tests = ['apps', 'packages', 'sim', 'e2e', 'bin'].flatMap(filesUnder).filter((file) => TESTS.test(file));
  const named = new Set(tests.flatMap((file) => namesIn(readFileSync(join(root, file), 'utf8'))));
  const missing = [...new Set(rules)].filter((rule) => !named.has(rule));
  if (missing.length > 0)
    throw new Failure(`No test names ${missing.length} of ${rules.length} rules: ${missing.join(' ')}`);
}

/** `[C3]` as well as `[C3, C4]`. */
function namesIn(text) {
  return [...text.matchAll(/\[((?:[A-Z]{1,3}\d+(?:,? ?))+)\]/g)].flatMap((match) => match[1].split(/[, ]+/));
}

function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    return entry.isDirectory() && !/^(node_modules|dist|generated)$/.test(entry.name) ? filesUnder(path) : [];
  });
}
