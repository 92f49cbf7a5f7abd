import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from './dataFolder.ts';

/** The user that Postgres runs as. Postgres refuses to be root, so root lends it one; everybody else is themselves. */
export type Account = { uid: number; gid: number } | undefined;

/** Where things go that root's Postgres cannot reach where they are. */
const REFUGE = '/var/lib/roost';

export type Place = { account: Account; binaries: string; cluster: string; passwordFile: string };

/**
 * Where Postgres's programs and files are, all reachable by the account that it runs as. For root that may mean another
 * place than asked for: `nobody` cannot look into /root, and we do not open /root for it.
 */
export function choosePlace(folder: string, binaries: string): Place {
  const account = chooseAccount(join(folder, 'pg'));
  const cluster = placeCluster(folder, account);
  return {
    account,
    binaries: canRun(join(binaries, 'bin', 'postgres'), account) ? binaries : copyBinaries(binaries),
    cluster,
    passwordFile: `${cluster}.password`,
  };
}

function chooseAccount(cluster: string): Account {
  const self = process.getuid?.();
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (self !== 0) {
    if (self === undefined || !owner || owner.uid === self) return undefined;
    throw new StartRefused(
      `The database in ${cluster} belongs to user number ${owner.uid}, not to you (${self}). ` +
        'Start Roost as that user or as root, or set ROOST_DATA to another folder.',
    );
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (account) return account;
  throw new StartRefused(
    'Postgres does not run as root, and this machine has neither a user "postgres" nor "nobody" to lend it. ' +
      'Start Roost as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
  );
}

function lookUp(name: string): Account {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) | 0 : undefined; // `nobody` is 4294967294 on macOS, and Node wants a signed number
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function canRun(program: string, account: Account): boolean {
  return !account || spawnSync(program, ['--version'], { ...account, stdio: 'ignore', cwd: '/' }).status === 0;
}

function canEnter(folder: string, account: Account): boolean {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, stdio: 'ignore', cwd: '/' }).status === 0;
}

/** One copy for all data folders of this machine, named for its version. */
function copyBinaries(binaries: string): string {
  const { version } = JSON.parse(readFileSync(join(binaries, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = `${REFUGE}-postgres-${version}`;
  if (existsSync(copy)) return copy;
  const fresh = mkdtempSync(`${copy}-`);
  chmodSync(fresh, 0o755);
  cpSync(binaries, fresh, { recursive: true, verbatimSymlinks: true });
  renameSync(fresh, copy);
  return copy;
}

/**
 * The folder of the database, made and owned. `<folder>/pg` always leads to it, by a link when it has to lie elsewhere; a
 * data folder that was deleted and made again never finds the database of the deleted one.
 */
function placeCluster(folder: string, account: Account): string {
  const wanted = join(folder, 'pg');
  if (!existsSync(wanted) && !canEnter(folder, account)) {
    const refuge = mkdtempSync(`${REFUGE}-data-`);
    chmodSync(refuge, 0o711);
    rmSync(wanted, { force: true });
    symlinkSync(own(join(refuge, 'pg'), account), wanted);
  }
  const cluster = realpathSync(existsSync(wanted) ? wanted : own(wanted, account));
  if (canEnter(cluster, account)) return cluster;
  throw new StartRefused(
    `The database in ${cluster} cannot be reached by user number ${account?.uid}, which Postgres runs as: ` +
      'a folder above it is closed to that user. Open it with chmod o+x, or set ROOST_DATA to another folder.',
  );
}

function own(folder: string, account: Account): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}
