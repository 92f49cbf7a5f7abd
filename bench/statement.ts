import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { TEXT } from './load/measure.ts';

/*
 * The statement of a group commit, alone: one connection, the next one when the last is committed, always so many rows. What a server
 * reaches of it is what receiving, checking, answering and delivering leave. By `pgbench` where there is one; PostgreSQL as npm
 * packages it comes without, and then a loop of our own does the same.
 */

const execute = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
const [ROOM, BODY] = ['room 1', JSON.stringify({ text: TEXT })];

/** Rows a second that are committed by it. */
export async function statementAlone(databaseUrl: string, rows: number, seconds: number): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`create table if not exists alone_counter (scope text primary key, seq bigint not null)`;
    await sql`create table if not exists alone_message (scope text, seq bigint, room text, body jsonb, primary key (scope, seq))`;
    await sql`insert into alone_counter values ('workspace', 0) on conflict do nothing`;
    const pgbench = await findPgbench();
    const perSecond = pgbench ? await byPgbench(pgbench, databaseUrl, rows, seconds) : await byLoop(sql, rows, seconds);
    return perSecond * rows;
  } finally {
    await sql.end();
  }
}

/** How it is done on this machine, for people. */
export async function statementBy(): Promise<string> {
  return (await findPgbench()) ? 'pgbench' : 'a loop of our own, there is no pgbench';
}

async function findPgbench(): Promise<string | null> {
  for (const candidate of ['pgbench', ...debians()]) {
    const works = await execute(candidate, ['--version']).then(
      () => true,
      () => false,
    );
    if (works) return candidate;
  }
  return null;
}

function debians(): string[] {
  try {
    return readdirSync(DEBIAN).map((version) => path.join(DEBIAN, version, 'bin/pgbench'));
  } catch {
    return []; // another system
  }
}

const statementOf = (rows: number, rooms: string, bodies: string): string => `
  with n as (update alone_counter set seq = seq + ${rows} where scope = 'workspace' returning seq - ${rows} as before)
  insert into alone_message select 'workspace', n.before + t.place, t.room, t.body::jsonb
  from n, unnest(${rooms}::text[], ${bodies}::text[]) with ordinality as t(room, body, place)`;

/** Statements a second. */
async function byPgbench(program: string, databaseUrl: string, rows: number, seconds: number): Promise<number> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const folder = mkdtempSync(path.join(tmpdir(), 'roost-pgbench-'));
  const script = path.join(folder, 'statement.sql');
  // As literals, which are read anew each time (`extended`), as what a server sends is.
  const literal = (value: string): string => `'{${Array(rows).fill(JSON.stringify(value)).join(',')}}'`;
  writeFileSync(script, `${statementOf(rows, literal(ROOM), literal(BODY)).replaceAll('\n', ' ')};\n`);
  const env = {
    ...process.env,
    PGHOST: decodeURIComponent(hostname),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
  };
  try {
    const args = ['-n', '-c', '1', '-M', 'extended', '-T', String(seconds), '-f', script];
    const { stdout } = await execute(program, args, { env });
    const told = /^tps = ([\d.]+)/m.exec(stdout);
    if (!told) throw new Error(`pgbench said something else than expected:\n${stdout}`);
    return Number(told[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function byLoop(sql: postgres.Sql, rows: number, seconds: number): Promise<number> {
  const statement = statementOf(rows, '$1', '$2');
  const values = [Array<string>(rows).fill(ROOM), Array<string>(rows).fill(BODY)];
  let done = 0;
  const began = performance.now();
  for (; performance.now() - began < seconds * 1000; done++) await sql.unsafe(statement, values, { prepare: true });
  return (done * 1000) / (performance.now() - began);
}
