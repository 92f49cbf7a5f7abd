import type { LoggedEvent } from '../log/item.ts';
import type { Args, OperationName, Value } from '@roost/protocol/registry';
import { newId } from '@roost/protocol/ids';
import type { Channel, Workspace } from '@roost/protocol/entities';
import type { Role } from '@roost/protocol/schema';
import { openLog } from '../log/append.ts';
import { withPosition } from '../log/snapshot.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { openSql } from '../storage/sql.ts';
import { freshDatabase } from '../storage/testDatabase.ts';
import { Reject } from '../reject.ts';
import { checkedAnswer } from './checkedAnswer.ts';
import { makeDispatch, type Dispatch } from './dispatch.ts';
import type { Identity } from './identity.ts';
import { MembershipIndex } from './members/membershipIndex.ts';
import { noRates, type Rates } from './rateLimits.ts';
import { guards, projections, verbs } from './registrations.ts';
import { joiningEvents } from './users/joining.ts';
import type { AnyVerb, Call, DoorContext, World } from './verb.ts';
import { foundingEvents } from './workspaces/founding.ts';
import { readWorkspace } from './workspaces/sql.ts';

// A workspace of named people on a database of its own, for tests of the domain: everything goes through dispatch and the log, and
// every answer is checked against its schema.

/** Somebody who can call operations. */
export interface TestPerson {
  name: string;
  account: string;
  user: string;
  identity: Identity;
  /** Calls an operation as this person. */
  do<N extends OperationName>(name: N, args: Args<N>, key?: string): Promise<Value<N>>;
  /** Posts, with a client id of its own. */
  post(channel: string, text: string, threadRoot?: string): Promise<Value<'message.post'>['message']>;
}

export interface TestWorld {
  world: World;
  database: Database;
  dispatch: Dispatch;
  /** Of this workspace. */
  workspace: string;
  general: Channel;
  random: Channel;
  /** Who is active at this moment. */
  here: Set<string>;
  /** Everything announced so far, in order. */
  heard: LoggedEvent[];
  person(name: string): TestPerson;
  /** A new account that joins the workspace. */
  join(name: string, role?: Role): Promise<TestPerson>;
  /** A new account that is nowhere yet. */
  stranger(name: string): Promise<TestPerson>;
  close(): Promise<void>;
}

const door: DoorContext = {
  address: '127.0.0.1',
  device: 'a test',
  origin: 'http://localhost:3000',
  refreshToken: null,
  setRefreshToken() {},
};

interface Options {
  /** The first owns the workspace, the others are members. */
  people?: string[];
  rates?: Rates;
  now?: () => number;
  /** Further verbs, or others in place of the usual. */
  verbs?: readonly AnyVerb[];
}

/** Opens a world. `close()` gives the database back. */
export async function openTestWorld(options: Options = {}): Promise<TestWorld> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url, { connections: 6, prismaConnections: 1 });
  const now = options.now ?? Date.now;
  const log = await openLog({ sql: database.sql, connect: () => openSql(fresh.url, 1), projections, guards, now });
  const rules = new MembershipIndex({ sql: database.sql, withPosition });
  const heard: LoggedEvent[] = [];
  log.onCommitted((stream, events) => {
    for (const event of events) rules.apply(stream, event);
    heard.push(...events);
  });
  const here = new Set<string>();
  const world: World = { log, rules, database, now, isHere: (user) => here.has(user) };
  const dispatch = makeDispatch(world, options.verbs ?? verbs, options.rates ?? noRates);
  const [owner = 'Sofia', ...others] = options.people ?? ['Sofia', 'Maya', 'Ade'];
  const people = new Map<string, TestPerson>();
  const founder = await openAccount(world, dispatch, owner);
  const founding = foundingEvents({ workspaceName: 'Harbor Studio', userName: owner, account: founder.account });
  await log.append({ ...founding, checked: [], guards: [] });
  founder.user = founding.user;
  people.set(owner, founder);
  const { channels } = await founder.do('channel.list', { workspace: founding.workspace });
  const named = (name: string) => channels.find((each) => each.channel.name === name)!.channel;
  const test: TestWorld = {
    world,
    database,
    dispatch,
    workspace: founding.workspace,
    general: named('general'),
    random: named('random'),
    here,
    heard,
    person: (name) => people.get(name)!,
    async join(name, role = 'member') {
      const person = await openAccount(world, dispatch, name);
      person.user = await letIn(world, founding.workspace, person, role);
      people.set(name, person);
      return person;
    },
    stranger: (name) => openAccount(world, dispatch, name),
    async close() {
      await log.close();
      await database.close();
      await fresh.drop();
    },
  };
  for (const name of others) await test.join(name);
  return test;
}

async function openAccount(world: World, dispatch: Dispatch, name: string): Promise<TestPerson> {
  const account = newId('account');
  await world.database.sql`
    insert into account (id, email, name, password_hash, created_at)
    values (${account}, ${`${account.toLowerCase()}@example.test`}, ${name}, '', 0)`;
  const identity: Identity = {
    subject: account,
    kind: 'account',
    credential: newId('login'),
    scopes: ['read', 'write', 'admin'],
    expiresAt: Infinity,
  };
  return personOf(dispatch, identity, { name, account, user: '' });
}

/** A person that calls through this dispatch. */
export function personOf(
  dispatch: Dispatch,
  identity: Identity,
  who: Pick<TestPerson, 'name' | 'account' | 'user'>,
): TestPerson {
  const call: Call = { identity, door };
  const person: TestPerson = {
    ...who,
    identity,
    async do(name, args, key) {
      return checkedAnswer(name, (await dispatch(name, args, call, key)).value);
    },
    async post(channel, text, threadRoot) {
      const clientId = newId('session');
      return (await person.do('message.post', { channel, text, clientId, ...(threadRoot && { threadRoot }) })).message;
    },
  };
  return person;
}

async function letIn(world: World, workspaceId: string, person: TestPerson, role: Role): Promise<string> {
  for (;;) {
    const workspace: Workspace | null = await readWorkspace(world.database.sql, workspaceId);
    const rules = await world.rules.of(workspaceId);
    const newcomer = { subject: person.account, kind: 'person', name: person.name, role } as const;
    const { user, ...item } = joiningEvents({ rules, workspace: workspace!, newcomer, channels: [] });
    const outcome = await world.log.append({ ...item, guards: [] });
    if (outcome.type === 'committed') return user;
  }
}

/** What became of attempts that run side by side: the code of each refusal, or `done`. */
export async function outcomesOf(attempts: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(attempts);
  return settled.map((each) => {
    if (each.status === 'fulfilled') return 'done';
    if (each.reason instanceof Reject) return each.reason.code;
    throw each.reason;
  });
}
