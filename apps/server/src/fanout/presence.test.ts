import { beforeEach, expect, test } from 'vitest';
import type { Onlooker } from './onlooker.ts';
import { Presence } from './presence.ts';
import { ADA, BO, CY, TEAM, testRules, textOf } from './testFan.ts';

let now: number;
let presence: Presence;
let left: string[];

beforeEach(() => {
  now = 0;
  left = [];
  const rules = testRules();
  presence = new Presence(
    (workspace) => (workspace === TEAM ? rules : undefined),
    () => now,
    (user, atMs) => left.push(`${user.at(-1)} ${atMs}`),
  );
});

function session(user: string, workspace = TEAM): Onlooker & { told: string[] } {
  const told: string[] = [];
  return {
    places: [{ user, workspace }],
    told,
    signal(_key, bytes) {
      const { user, state } = JSON.parse(textOf(bytes)) as { user: string; state: string };
      told.push(`${user.at(-1)} ${state}`);
    },
  };
}

function arrive(user: string, workspace?: string) {
  const one = session(user, workspace);
  presence.enter(one);
  return one;
}

test('[G2] whoever watches is told the present state at once, then changes', () => {
  const ada = arrive(ADA);
  const bo = arrive(BO);
  presence.watch(ada, [BO, CY]);
  expect(ada.told).toEqual(['B active', 'C offline']);
  presence.set(bo, 'away');
  expect(ada.told).toHaveLength(2);
  presence.tick();
  expect(ada.told.slice(2)).toEqual(['B away']);
  presence.tick();
  expect(ada.told).toHaveLength(3);
});

test('[G2] a change that is undone before it is told is not told', () => {
  const [ada, bo] = [arrive(ADA), arrive(BO)];
  presence.watch(ada, [BO]);
  presence.tick();
  presence.set(bo, 'away');
  presence.set(bo, 'active');
  presence.tick();
  expect(ada.told).toEqual(['B active']);
});

test('[G2] people of other workspaces cannot be watched', () => {
  arrive(BO);
  const stranger = arrive('U000000000000000S', 'T0000000000000009');
  presence.watch(stranger, [BO]);
  presence.tick();
  expect(stranger.told).toEqual([]);
});

test('[G3] a connection that broke does not show its owner as offline for ten seconds', () => {
  const [ada, bo] = [arrive(ADA), arrive(BO)];
  presence.watch(ada, [BO]);
  presence.exit(bo);
  now = 9_999;
  presence.tick();
  expect(ada.told).toEqual(['B active']);
  now = 10_000;
  presence.tick();
  expect(ada.told).toEqual(['B active', 'B offline']);
});

test('[G3] who comes back in time was never away', () => {
  const [ada, bo] = [arrive(ADA), arrive(BO)];
  presence.watch(ada, [BO]);
  presence.exit(bo);
  now = 5_000;
  presence.tick();
  arrive(BO);
  now = 60_000;
  presence.tick();
  expect(ada.told).toEqual(['B active']);
});

test('somebody is active while any of their sessions is', () => {
  const [phone, desk] = [arrive(BO), arrive(BO)];
  presence.set(phone, 'away');
  expect(presence.stateOf(BO)).toBe('active');
  presence.set(desk, 'away');
  expect(presence.stateOf(BO)).toBe('away');
  presence.exit(phone);
  expect(presence.stateOf(BO)).toBe('away');
});

test('a new list replaces the earlier one', () => {
  const [ada, bo] = [arrive(ADA), arrive(BO)];
  presence.watch(ada, [BO]);
  presence.watch(ada, []);
  presence.set(bo, 'away');
  presence.tick();
  expect(ada.told).toEqual(['B active']);
});

test('[G3] a clock that is set back keeps nobody online for ever', () => {
  const [ada, bo] = [arrive(ADA), arrive(BO)];
  presence.watch(ada, [BO]);
  now = 3_600_000;
  presence.exit(bo);
  now = 0;
  presence.tick();
  expect(ada.told.at(-1)).toBe('B offline');
});

test('[G2] whoever left a workspace is not there any more, though their session goes on elsewhere', () => {
  const ada = arrive(ADA);
  const bo: Onlooker = session(BO);
  presence.enter(bo);
  presence.watch(ada, [BO]);
  presence.enter(Object.assign(bo, { places: [] }));
  now += 10_001;
  presence.tick();
  expect(ada.told).toEqual(['B active', 'B offline']);
  presence.exit(bo);
  expect(presence.stateOf(BO)).toBe('offline');
});

test('[G2][W7] who left a workspace is not told again who is there', () => {
  arrive(BO);
  const places = [{ user: ADA, workspace: TEAM }];
  const ada = { ...session(ADA), places };
  presence.enter(ada);
  presence.watch(ada, [BO]);
  places.splice(0);
  presence.enter(ada);
  presence.refresh(ada);
  expect(ada.told).toEqual(['B active']);
});

test('[G4] who stops being active is told of once, and when the server ends of everybody who is', () => {
  const [ada, phone] = [arrive(ADA), arrive(ADA)];
  arrive(BO);
  presence.tick();
  now = 5_000;
  presence.set(ada, 'away');
  presence.tick();
  expect(left).toEqual([]);
  presence.exit(phone);
  presence.tick();
  expect(left).toEqual(['A 5000']);
  presence.exit(ada);
  now = 60_000;
  presence.tick();
  expect(left).toEqual(['A 5000']);
  presence.end();
  expect(left).toEqual(['A 5000', 'B 60000']);
});

test('[G4] who comes and is away at once was there, and is told of no second time', () => {
  const ada = arrive(ADA);
  presence.set(ada, 'away');
  presence.tick();
  expect(left).toEqual(['A 0']);
  presence.exit(ada);
  now = 60_000;
  presence.tick();
  presence.end();
  expect(left).toEqual(['A 0']);
});

test('[G4] the server that ends tells also of who has just gone', () => {
  const ada = arrive(ADA);
  presence.tick();
  presence.exit(ada);
  presence.tick();
  expect(left).toEqual([]);
  presence.end();
  expect(left).toEqual(['A 0']);
});

test('[G4] one is active by those logins whose sessions are', () => {
  const [laptop, phone] = ['L1', 'L2'].map((credential) => Object.assign(session(ADA), { identity: { credential } }));
  for (const one of [laptop!, phone!]) presence.enter(one);
  expect([...presence.activeBy(ADA)]).toEqual(['L1', 'L2']);
  presence.set(laptop!, 'away');
  expect([...presence.activeBy(ADA)]).toEqual(['L2']);
  expect([...presence.activeBy(BO)]).toEqual([]);
});
