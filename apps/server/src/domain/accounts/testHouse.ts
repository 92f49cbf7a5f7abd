import type { Entry } from '@roost/protocol/operations/accounts';
import type { Args, OperationName, Value } from '@roost/protocol/registry';
import { openLog } from '../../log/append.ts';
import type { LoggedEvent } from '../../log/item.ts';
import { withPosition } from '../../log/snapshot.ts';
import { openDatabase, type Database } from '../../storage/database.ts';
import { openSql } from '../../storage/sql.ts';
import { freshDatabase } from '../../storage/testDatabase.ts';
import { checkedAnswer } from '../checkedAnswer.ts';
import { makeDispatch, type Dispatch } from '../dispatch.ts';
import { MembershipIndex } from '../members/membershipIndex.ts';
import type { Mail } from '../invites/mail.ts';
import { noRates } from '../rateLimits.ts';
import { guards, projections, verbs } from '../registrations.ts';
import type { World } from '../verb.ts';
import { openIdentity, type IdentityParts } from './identityParts.ts';
import { quickPasswords } from './quickPasswords.ts';
import { identityGuards, identityProjections, identityVerbs } from './registrations.ts';

// A server without doors, for tests of identity: people with browsers that keep cookies, a clock that stands still, and further
// processes on the same database.

export const PASSWORD = 'correct horse battery';
export const START = Date.UTC(2026, 10, 21, 9);

/** One process. */
export interface House {
  world: World;
  database: Database;
  identity: IdentityParts;
  dispatch: Dispatch;
  clock: { nowMs: number };
  heard: LoggedEvent[];
  /** A device that nobody has signed in on yet. */
  device(from?: { address?: string; userAgent?: string }): Device;
  /** A second process on the same database, with the same clock. Closed with the first. */
  another(): Promise<House>;
  close(): Promise<void>;
}

export interface Device {
  /** The refresh cookie that it holds. */
  cookie: string | null;
  /** What it sends as Bearer. */
  bearer: string | null;
  /** Calls an operation; the answer is checked against its schema. */
  do<N extends OperationName>(name: N, args: Args<N>): Promise<Value<N>>;
  /** As `do`, and goes on with the access token of the answer. */
  enter<N extends 'setup.create' | 'login.create' | 'login.refresh' | 'invite.accept'>(
    name: N,
    args: Args<N>,
  ): Promise<Entry>;
  /** Follows what comes next, as this device, through another process. */
  through(house: House): Device;
}

/** Opens an empty server on a database of its own. */
export async function openHouse(mail: Mail | null = null): Promise<House> {
  const fresh = await freshDatabase();
  const clock = { nowMs: START };
  const opened: House[] = [];
  const open = async (): Promise<House> => {
    const house = await openProcess(fresh.url, clock, open, mail);
    opened.push(house);
    return house;
  };
  const first = await open();
  const closeOne = first.close;
  first.close = async () => {
    for (const house of opened) await (house === first ? closeOne() : house.close());
    await fresh.drop();
  };
  return first;
}

/** An empty server, set up by Sofia. */
export async function openSettledHouse(
  mail: Mail | null = null,
): Promise<{ house: House; sofia: Device; workspace: string; entry: Entry }> {
  const house = await openHouse(mail);
  const sofia = house.device();
  const entry = await sofia.enter('setup.create', setupBy('Sofia'));
  return { house, sofia, workspace: entry.workspace!.id, entry };
}

export function setupBy(name: string): Args<'setup.create'> {
  return { workspaceName: 'Harbor Studio', name, email: `${name.toLowerCase()}@harbor.test`, password: PASSWORD };
}

/** Somebody new, on a device of their own, by invite. */
export async function inviteIn(
  house: House,
  host: Device,
  workspace: string,
  name: string,
  more: Partial<Args<'invite.create'>> = {},
): Promise<{ device: Device; entry: Entry }> {
  const { code } = await host.do('invite.create', { workspace, ...more });
  const device = house.device();
  const email = `${name.toLowerCase()}@harbor.test`;
  return { device, entry: await device.enter('invite.accept', { code, name, email, password: PASSWORD }) };
}

async function openProcess(
  url: string,
  clock: { nowMs: number },
  another: () => Promise<House>,
  mail: Mail | null,
): Promise<House> {
  const now = () => clock.nowMs;
  const database = openDatabase(url, { connections: 6, prismaConnections: 2 });
  const log = await openLog({
    sql: database.sql,
    connect: () => openSql(url, 1),
    projections: [...projections, ...identityProjections],
    guards: [...guards, ...identityGuards],
    now,
  });
  const rules = new MembershipIndex({ sql: database.sql, withPosition, patienceMs: 50 });
  const heard: LoggedEvent[] = [];
  log.onCommitted((stream, events) => {
    for (const event of events) rules.apply(stream, event);
    heard.push(...events);
  });
  const identity = await openIdentity(database, now, { every: () => () => {}, passwords: quickPasswords() });
  const world: World = { log, rules, database, now };
  const dispatch = makeDispatch(world, [...verbs, ...identityVerbs(identity, mail)], noRates);
  const house: House = {
    ...{ world, database, identity, dispatch, clock, heard, another },
    device: ({ address = '127.0.0.1', userAgent = 'test/1' } = {}) => newDevice(house, address, userAgent),
    async close() {
      await identity.close();
      await log.close();
      await database.close();
    },
  };
  return house;
}

function newDevice(house: House, address: string, userAgent: string): Device {
  const device: Device = {
    cookie: null,
    bearer: null,
    async do(name, args) {
      const bearer = name === 'login.refresh' ? null : device.bearer;
      const identity = bearer === null ? null : await house.identity.accessTokens.authenticate(bearer);
      const door = {
        address,
        device: userAgent,
        origin: 'http://localhost:3000',
        refreshToken: device.cookie,
        setRefreshToken: (token: string | null) => void (device.cookie = token),
      };
      return checkedAnswer(name, (await house.dispatch(name, args, { identity, door })).value);
    },
    async enter(name, args) {
      const entry = (await device.do(name, args)) as Entry;
      device.bearer = entry.accessToken;
      return entry;
    },
    through(other) {
      const same = newDevice(other, address, userAgent);
      same.bearer = device.bearer;
      same.cookie = device.cookie;
      return same;
    },
  };
  return device;
}
