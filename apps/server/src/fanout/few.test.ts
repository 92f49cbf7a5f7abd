import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTo, Few, takeFrom } from './few.ts';

const names = ['a', 'b', 'c', 'd'].map((name) => ({ name }));

test('whatever is added to it and taken from it, it holds what a set would hold', () => {
  const moves = fc.array(fc.record({ adds: fc.boolean(), one: fc.constantFrom(...names) }));
  fc.assert(
    fc.property(moves, (all) => {
      const [few, set] = [new Few<object>(), new Set<object>()];
      for (const { adds, one } of all) {
        if (adds) few.add(one);
        else expect(few.delete(one)).toBe(set.has(one));
        if (adds) set.add(one);
        else set.delete(one);
        expect([few.size, [...few]]).toEqual([set.size, [...set]]);
        expect(names.map((name) => few.has(name))).toEqual(names.map((name) => set.has(name)));
      }
    }),
  );
});

test('a name without members is forgotten', () => {
  const index = new Map<string, Few<object>>();
  addTo(index, 'ada', names[0]!);
  addTo(index, 'ada', names[1]!);
  takeFrom(index, 'ada', names[0]!);
  expect([...index.get('ada')!]).toEqual([names[1]]);
  takeFrom(index, 'bo', names[0]!);
  takeFrom(index, 'ada', names[1]!);
  expect(index.size).toBe(0);
});
