import { newId } from '@roost/protocol/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../log/item.ts';
import { withPosition } from '../../log/snapshot.ts';
import { openTestWorld, type TestPerson, type TestWorld } from '../testWorld.ts';
import { MembershipIndex, type WithPosition } from './membershipIndex.ts';
import type { WorkspaceRules } from './rules.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
beforeEach(async () => {
  world = await openTestWorld({ people: ['Sofia', 'Maya'] });
  sofia = world.person('Sofia');
  maya = world.person('Maya');
});
afterEach(() => world.close());

const plainly = (rules: WorkspaceRules) => ({
  seq: rules.seq,
  rulesRev: rules.rulesRev,
  users: [...rules.users.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  channels: [...rules.channels.values()]
    .map((channel) => ({ ...channel, members: [...channel.members].sort(([a], [b]) => (a < b ? -1 : 1)) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
});

const indexOn = (position: WithPosition = withPosition, patienceMs = 5_000) =>
  new MembershipIndex({ sql: world.database.sql, withPosition: position, patienceMs });

const channelCalled = (name: string, kind: 'public' | 'private' = 'public') =>
  sofia.do('channel.create', { workspace: world.workspace, name, kind });

async function aBusyDay(): Promise<void> {
  const { channel } = await channelCalled('ops');
  await maya.do('channel.join', { channel: channel.id });
  await channelCalled('plans', 'private');
  await sofia.do('channel.update', { channel: channel.id, name: 'operations' });
  await maya.do('channel.leave', { channel: channel.id });
  await sofia.do('channel.archive', { channel: channel.id });
  await sofia.do('user.update', { user: maya.user, role: 'admin' });
  await world.join('Jun');
  await maya.do('direct.open', { workspace: world.workspace, users: [sofia.user] });
  await maya.post(world.general.id, 'done');
}

test('an index that followed the log equals one that was just loaded', async () => {
  const followed = await world.world.rules.of(world.workspace);
  await aBusyDay();
  expect(plainly(followed)).toEqual(plainly(await indexOn().of(world.workspace)));
});

describe('while it loads', () => {
  // Stops a load after it has read its snapshot, until it is let go.
  function held(): { position: WithPosition; snapshotTaken: Promise<void>; letGo: () => void } {
    let letGo = () => {};
    let taken = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const snapshotTaken = new Promise<void>((resolve) => (taken = resolve));
    const position: WithPosition = async (sql, streams, body) => {
      const value = await withPosition(sql, streams, body);
      taken();
      await gate;
      return value;
    };
    return { position, snapshotTaken, letGo };
  }

  test('what is announced meanwhile is not lost', async () => {
    const { position, snapshotTaken, letGo } = held();
    const index = indexOn(position);
    const loading = index.of(world.workspace);
    await snapshotTaken;
    const before = world.heard.length;
    await aBusyDay();
    for (const event of world.heard.slice(before)) index.apply(event.stream, event);
    letGo();
    expect(plainly(await loading)).toEqual(plainly(await indexOn().of(world.workspace)));
    expect((await loading).userOf(world.person('Jun').account)?.name).toBe('Jun');
  });

  test('what was announced before the snapshot changes nothing', async () => {
    await maya.do('channel.join', { channel: world.random.id });
    await maya.do('channel.leave', { channel: world.random.id });
    const index = indexOn();
    const rules = await index.of(world.workspace);
    const before = plainly(rules);
    for (const event of world.heard) {
      index.apply(event.stream, event);
      expect(plainly(rules)).toEqual(before);
    }
  });

  test('everybody who asks shares one load', async () => {
    let loads = 0;
    const counting: WithPosition = (sql, streams, body) => {
      loads++;
      return withPosition(sql, streams, body);
    };
    const index = indexOn(counting);
    const asked = await Promise.all(Array.from({ length: 20 }, () => index.of(world.workspace)));
    expect(loads).toBe(1);
    expect(new Set(asked).size).toBe(1);
  });

  test('a load that fails is tried again by the next who asks', async () => {
    let fails = true;
    const index = indexOn((sql, streams, body) =>
      fails ? Promise.reject(new Error('connection lost')) : withPosition(sql, streams, body),
    );
    await expect(index.of(world.workspace)).rejects.toThrow('connection lost');
    fails = false;
    expect((await index.of(world.workspace)).users.size).toBe(2);
  });
});

describe('reaching', () => {
  test('waits for the announcement', async () => {
    const index = indexOn();
    const rules = await index.of(world.workspace);
    const before = world.heard.length;
    await channelCalled('later');
    const events = world.heard.slice(before);
    const rev = events.at(-1)!.seq;
    let reached = false;
    const waiting = index.reaching(world.workspace, rev).then(() => (reached = true));
    index.apply(events[0]!.stream, events[0]!);
    await Promise.resolve();
    expect(reached).toBe(false);
    for (const event of events) index.apply(event.stream, event);
    await waiting;
    expect(rules.rulesRev).toBe(rev);
  });

  test('reads the tables again when the announcement does not come', async () => {
    const index = indexOn(withPosition, 20);
    await index.of(world.workspace);
    const { channel } = await channelCalled('unheard');
    const head = (await world.world.log.heads([world.workspace])).get(world.workspace)!;
    await index.reaching(world.workspace, head.rulesRev);
    expect(index.ifLoaded(world.workspace)?.channels.has(channel.id)).toBe(true);
  });

  test('many who wait for what does not come share one reading', async () => {
    let loads = 0;
    const index = indexOn((sql, streams, body) => {
      loads++;
      return withPosition(sql, streams, body);
    }, 20);
    await index.of(world.workspace);
    await channelCalled('unheard');
    const { rulesRev } = (await world.world.log.heads([world.workspace])).get(world.workspace)!;
    await Promise.all(Array.from({ length: 20 }, () => index.reaching(world.workspace, rulesRev)));
    expect(loads).toBe(2);
  });
});

test('a channel that was made elsewhere is found', async () => {
  const index = indexOn(withPosition, 20);
  await index.of(world.workspace);
  const { channel } = await channelCalled('elsewhere');
  expect((await index.ofChannel(channel.id))?.channel.name).toBe('elsewhere');
  expect(await index.ofChannel(newId('channel'))).toBeNull();
});

test('a person who joined elsewhere is known, though the account’s stream lags behind', async () => {
  const index = indexOn(withPosition, 20);
  await index.of(world.workspace);
  const before = world.heard.length;
  const jun = await world.join('Jun');
  for (const event of world.heard.slice(before)) if (event.stream === world.workspace) index.apply(event.stream, event);
  expect((await index.of(world.workspace)).userOf(jun.account)).toBeUndefined();
  expect((await index.userIn(world.workspace, jun.account))?.id).toBe(jun.user);
  expect((await index.of(world.workspace)).userOf(jun.account)?.account).toBe(jun.account);
});

test('where an account is follows its stream', async () => {
  const index = world.world.rules;
  expect(await index.membershipsOf(maya.account)).toEqual([{ user: maya.user, workspace: world.workspace }]);
  const { workspace, user } = await maya.do('workspace.create', { name: 'Second' });
  expect(await index.membershipsOf(maya.account)).toEqual([
    { user: maya.user, workspace: world.workspace },
    { user: user.id, workspace: workspace.id },
  ]);
  const left: LoggedEvent<'workspace.left'> = {
    stream: maya.account,
    seq: 3,
    v: 1,
    type: 'workspace.left',
    at: 0,
    actor: null,
    audience: '*',
    backfill: false,
    data: { workspace: world.workspace, user: maya.user },
  };
  index.apply(maya.account, left as unknown as LoggedEvent);
  expect(await index.membershipsOf(maya.account)).toEqual([{ user: user.id, workspace: workspace.id }]);
  expect(await index.membershipsOf(sofia.user)).toEqual([{ user: sofia.user, workspace: world.workspace }]);
});

test('[L9] what is forgotten is read anew, also when it was just being read', async () => {
  let letGo = (): void => {};
  let taken = (): void => {};
  const snapshotTaken = new Promise<void>((resolve) => (taken = resolve));
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const index = indexOn(async (sql, streams, body) => {
    const value = await withPosition(sql, streams, body);
    taken();
    await gate;
    return value;
  });
  const places = index.membershipsOf(maya.account);
  const loading = index.of(world.workspace);
  await snapshotTaken;
  index.forget(world.workspace);
  letGo();
  const old = await loading;
  expect(index.ifLoaded(world.workspace)).toBeUndefined();
  expect(await index.of(world.workspace)).not.toBe(old);
  expect(index.ifLoaded(world.workspace)).toBeDefined();
  expect(index.membershipsOf(maya.account)).not.toBe(places);
});

test('asking for workspaces that do not exist costs no memory', async () => {
  const index = indexOn();
  const nowhere = newId('workspace');
  expect((await index.of(nowhere)).users.size).toBe(0);
  expect(index.ifLoaded(nowhere)).toBeUndefined();
});
