import { expect, test } from 'vitest';
import { Entrance } from './entrance.ts';

/** An event loop that turns when it is told to. */
function openEntrance() {
  let works: (() => void)[] = [];
  let now = 0;
  const entrance = new Entrance(
    (work) => works.push(work),
    () => now,
  );
  const entered: number[] = [];
  const come = (n: number): void => void entrance.enter().then(() => entered.push(n));
  const turn = async (ms = 1): Promise<void> => {
    now += ms;
    const due = works;
    works = [];
    for (const work of due) work();
    await Promise.resolve();
  };
  return { come, turn, entered, isResting: () => works.length === 0 };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

test('[S12] a few come in at once, a crowd a few per turn and in the order of coming', async () => {
  const { come, turn, entered, isResting } = openEntrance();
  for (const n of range(0, 7)) come(n);
  await Promise.resolve();
  expect(entered).toEqual(range(0, 3));
  await turn();
  expect(entered).toEqual(range(0, 6));
  come(7);
  await turn();
  expect(entered).toEqual(range(0, 8));
  await turn();
  expect(isResting()).toBe(true);
});

test('[S12] who comes when the crowd is in does not wait', async () => {
  const { come, turn, entered } = openEntrance();
  for (const n of range(0, 4)) come(n);
  await turn();
  await turn();
  come(4);
  await Promise.resolve();
  expect(entered).toEqual(range(0, 5));
});

test('[S12] a turn that took long lets in so many more', async () => {
  const { come, turn, entered } = openEntrance();
  for (const n of range(0, 100)) come(n);
  await turn(40);
  expect(entered).toEqual(range(0, 53));
  await turn(1);
  expect(entered).toEqual(range(0, 56));
});
