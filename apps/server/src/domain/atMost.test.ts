import { expect, test } from 'vitest';
import { AtMost } from './atMost.ts';

/** Work that says when it begins and ends when it is told to. */
function pieces(line: AtMost) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const start = (n: number, fails = false) =>
    line.run(
      () =>
        new Promise<number>((resolve, reject) => {
          begun.push(n);
          ends[n] = () => (fails ? reject(new Error(`${n}`)) : resolve(n));
        }),
    );
  return { begun, start, end: (n: number) => ends[n]!() };
}

test('so many run at once, and the next begins in its turn when one has ended, well or not', async () => {
  const { begun, start, end } = pieces(new AtMost(2, { waiting: 10, refusal: () => new Error('too many') }));
  const all = [start(0), start(1, true), start(2), start(3)];
  expect(begun).toEqual([0, 1]);
  end(1);
  await expect(all[1]).rejects.toThrow('1');
  expect(begun).toEqual([0, 1, 2]);
  for (const n of [0, 2]) end(n);
  expect(await Promise.all([all[0], all[2]])).toEqual([0, 2]);
  expect(begun).toEqual([0, 1, 2, 3]);
  end(3);
  expect(await all[3]).toBe(3);
  void start(4);
  expect(begun).toContain(4);
});

test('who comes when too many wait is refused, and takes no place', async () => {
  const { start, end } = pieces(new AtMost(1, { waiting: 1, refusal: () => new Error('too many') }));
  const [first, second] = [start(0), start(1)];
  await expect(start(2)).rejects.toThrow('too many');
  end(0);
  await first;
  end(1);
  expect(await second).toBe(1);
});
