import { beforeEach, expect, test } from 'vitest';
import type { WorkspaceIndex } from '../domain/members/workspaceIndex.ts';
import type { Onlooker } from './onlooker.ts';
import { ADA, BO, CY, left, OPEN, SECRET, TEAM, testRules, textOf } from './testFan.ts';
import { Typing } from './typing.ts';

let now: number;
let rules: WorkspaceIndex;
let typing: Typing;

beforeEach(() => {
  now = 0;
  rules = testRules();
  typing = new Typing(
    () => rules,
    () => now,
  );
});

function session(user: string): Onlooker & { told: string[] } {
  const told: string[] = [];
  return {
    places: [{ user, workspace: TEAM }],
    told,
    signal: (_key, bytes) => void told.push((JSON.parse(textOf(bytes)) as { user: string }).user),
  };
}

test('[G1] typing reaches members who have that channel open, never oneself', () => {
  const [ada, phone, bo, elsewhere, cy] = [session(ADA), session(ADA), session(BO), session(BO), session(CY)];
  for (const one of [ada, phone, bo, cy]) typing.focus(one, OPEN);
  typing.focus(elsewhere, SECRET);
  typing.typing(ada, OPEN);
  expect([ada.told, phone.told, bo.told, elsewhere.told, cy.told]).toEqual([[], [], [ADA], [], []]);
});

test('[G1] who is no member cannot type into a channel', () => {
  const [ada, bo] = [session(ADA), session(BO)];
  typing.focus(ada, SECRET);
  typing.typing(bo, SECRET);
  expect(ada.told).toEqual([]);
});

test('[G1] who has left hears nothing more, though the channel is still open on the screen', () => {
  const [ada, bo] = [session(ADA), session(BO)];
  typing.focus(bo, OPEN);
  rules.apply(left(11, BO, OPEN));
  typing.typing(ada, OPEN);
  expect(bo.told).toEqual([]);
});

test('[G1] typing faster than a client should is dropped', () => {
  const [ada, bo] = [session(ADA), session(BO)];
  typing.focus(bo, OPEN);
  for (let i = 0; i < 100; i++) {
    typing.typing(ada, OPEN);
    now += 100;
  }
  expect(bo.told.length).toBe(5);
});

test('[G1] leaving the channel or the server ends it', () => {
  const [ada, bo] = [session(ADA), session(BO)];
  typing.focus(bo, OPEN);
  typing.focus(bo, null);
  typing.typing(ada, OPEN);
  typing.focus(bo, OPEN);
  typing.exit(bo);
  now = 10_000;
  typing.typing(ada, OPEN);
  expect(bo.told).toEqual([]);
});
