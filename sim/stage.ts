import { rmSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { call, inviteIn, setUp } from '@roost/server/src/doors/testClient.ts';
import { startEmbedded, type Embedded } from '@roost/server/src/storage/embeddedPostgres.ts';
import { migrate } from '@roost/server/src/storage/migrate.ts';
import { startTestServer } from '@roost/server/src/testServer.ts';
import { clearLeftovers, ownFolder } from './leftovers.ts';

/** A sign-in on a device, as the template holds it: every seed begins with the same ones. */
export interface Login {
  person: string;
  user: string;
  account: string;
  refreshToken: string;
}

/** What every seed begins with: a database with a workspace and its people to clone. Plain data, for other processes too. */
export interface Stage {
  postgresUrl: string;
  workspace: string;
  /** By device: two of the first two people, one of everybody else. The first is the owner's. */
  logins: Login[];
  /** A sign-in of the owner that no device uses: for what happens behind everybody's back. */
  hand: Login;
}

/** The one PostgreSQL of a run. */
export interface Ground {
  stage: Stage;
  postgres: Embedded;
  close(): Promise<void>;
}

/** A seed's own copy of the world. */
export interface World {
  url: string;
  sql: postgres.Sql;
  drop(): Promise<void>;
}

const TEMPLATE = 'roost_sim';
const PEOPLE = ['Sofia', 'Maya', 'Ade', 'Noor', 'Ilya', 'Wren', 'Tomas', 'Yuki'];
const MIGRATIONS = join(import.meta.dirname, '../prisma/migrations');

/** Only a power cut could tell the difference: what is committed survives a Postgres that is killed. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', max_connections: '300', shared_buffers: '64MB' };

/** Starts PostgreSQL in a folder of its own and makes the world that seeds clone. */
export async function openGround(): Promise<Ground> {
  clearLeftovers();
  const dataDir = ownFolder();
  const embedded = await startEmbedded({
    dataDir,
    log: { info() {}, warn() {}, error: console.error },
    settings: SETTINGS,
  });
  const close = async (): Promise<void> => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await onServer(embedded.url, (admin) => admin`create database ${admin(TEMPLATE)}`);
    const template = databaseOf(embedded.url, TEMPLATE);
    await migrate(template, MIGRATIONS);
    return { stage: { postgresUrl: embedded.url, ...(await fillTemplate(template)) }, postgres: embedded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Clones the world. */
export async function openWorld({ postgresUrl }: Stage, name: string): Promise<World> {
  await patiently(() =>
    onServer(postgresUrl, (admin) => admin`create database ${admin(name)} template ${admin(TEMPLATE)}`),
  );
  const url = databaseOf(postgresUrl, name);
  const sql = postgres(url, { max: 2, onnotice: () => {}, types: { bigint: BIGINT } });
  return {
    url,
    sql: sql as unknown as postgres.Sql,
    async drop() {
      await sql.end({ timeout: 1 });
      await patiently(() =>
        onServer(postgresUrl, (admin) => admin`drop database if exists ${admin(name)} with (force)`),
      );
    },
  };
}

function databaseOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(server: string, run: (admin: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await run(admin);
  } finally {
    await admin.end({ timeout: 1 });
  }
}

const BIGINT = { to: 20, from: [20], serialize: String, parse: Number };

/** The founder, the others through invites, second sign-ins for two of them: everything slow about passwords happens once. */
async function fillTemplate(databaseUrl: string): Promise<Pick<Stage, 'workspace' | 'logins' | 'hand'>> {
  const server = await startTestServer({ databaseUrl });
  const [first, ...others] = PEOPLE as [string, ...string[]];
  const founder = await setUp(server.url, first);
  const entries = [founder];
  for (const name of others) entries.push(await inviteIn(server.url, founder, name));
  const again = (name: string) =>
    call(server.url, 'login.create', {
      email: `${name.toLowerCase()}@harbor.test`,
      password: 'correct horse battery',
      client: 'native',
    });
  const [second, third, hand] = [await again(PEOPLE[0]!), await again(PEOPLE[1]!), await again(PEOPLE[0]!)];
  await server.close();
  const login = ({ account, user, refreshToken }: typeof founder): Login => ({
    person: account.name,
    user: user!.id,
    account: account.id,
    refreshToken: refreshToken!,
  });
  const [a, b, ...rest] = entries.map(login);
  return {
    workspace: founder.workspace!.id,
    logins: [a!, login(second), b!, login(third), ...rest],
    hand: login(hand),
  };
}

/** Does it again while Postgres restarts or somebody is still connected. */
async function patiently<T>(work: () => PromiseLike<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
