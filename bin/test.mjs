// npm test: everything that must hold, as named steps. The last line says how much of it does.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { checkContrast, TOKENS } from './contrast.mjs';
import { install } from './install.mjs';
import { checkRules } from './rules.mjs';
import { ensureNginx } from './nginx.mjs';
import { checkSizes } from './sizes.mjs';
import { Failure, main, root, run, say, step } from './steps.mjs';

const SIM_SEEDS = '6';
const MINUTE = 60_000;
const reports = join(root, 'test-results');
const totals = { passed: 0, failed: 0 };
const broken = [];

await main(async () => {
  await install();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  // The simulation is one process on one core.
  const simulated = has('sim/run.ts') ? check(`simulation, ${SIM_SEEDS} seeds`, simulate) : null;
  await check('types', () => tool('typescript/bin/tsc', ['-p', '.', '--noEmit']));
  await check('lint', () => tool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']));
  await check('format', () => tool('oxfmt/bin/oxfmt', ['--check']));
  if (has('docs/protocol.md')) await check('rules have tests', checkRules);
  if (has(TOKENS)) await check('contrast of colours', checkContrast);
  const built = await check('build', build);
  if (built) await check('sizes', async () => say(`    ${checkSizes()}`));
  await simulated;
  await suite('unit and database tests', vitest);
  if (built && holds('e2e', /\.(spec|test|e2e)\.ts$/)) await suite('end to end', playwright);

  for (const { name, reason } of broken) say(`\n✗ ${name}\n${reason}`);
  say(`\n${totals.passed} passed, ${totals.failed} failed`);
  process.exit(totals.failed > 0 ? 1 : 0);
});

/** A step that counts as one. What it throws is told at the end, so that the other steps still run. */
async function check(name, work) {
  try {
    await step(name, async () => work());
    totals.passed += 1;
    return true;
  } catch (error) {
    totals.failed += 1;
    broken.push({ name, reason: error instanceof Failure ? error.message : error.stack });
    return false;
  }
}

/** A step of many tests, which count each. A suite that broke without a failed test still counts as one failure. */
async function suite(name, work) {
  try {
    await step(name, async () => {
      const { passed, failed, error } = await work();
      totals.passed += passed;
      totals.failed += failed || (error ? 1 : 0);
      if (error) throw new Failure(failed ? `${failed} failed, see above.` : error.message);
    });
  } catch (error) {
    broken.push({ name, reason: error instanceof Failure ? error.message : error.stack });
    if (!(error instanceof Failure)) totals.failed += 1;
  }
}

async function vitest() {
  const report = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const error = await failureOf(tool('vitest/vitest.mjs', args, { loud: true, timeoutMs: 15 * MINUTE }));
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(report);
  const unloadable = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length, error };
}

async function playwright() {
  const report = join(reports, 'playwright.json');
  await ensureNginx();
  const env = { ROOST_CHROMIUM: await ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ['test', '--reporter=list,json', '--output', join(reports, 'e2e')];
  const error = await failureOf(tool('@playwright/test/cli.js', args, { env, loud: true, timeoutMs: 15 * MINUTE }));
  const { stats = {} } = read(report);
  return { passed: stats.expected ?? 0, failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0), error };
}

async function simulate() {
  say(await node(['--import', 'tsx', 'sim/run.ts', '--seeds', SIM_SEEDS], { timeoutMs: 5 * MINUTE }));
}

function tool(path, args, options) {
  return node([join(root, 'node_modules', path), ...args], options);
}

/** Under npm a variable or two change how tools behave; tests should see what a developer at a prompt sees. */
function node(args, options = {}) {
  return run(process.execPath, args, { ...options, env: { NODE_ENV: 'test', ...options.env } });
}

async function failureOf(running) {
  return running.then(
    () => undefined,
    (error) => error,
  );
}

function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
}

function has(path) {
  return existsSync(join(root, path));
}

function holds(folder, files) {
  return has(folder) && readdirSync(join(root, folder), { recursive: true }).some((name) => files.test(name));
}
