import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Few, FewByName } from './few.ts';

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

test('by name it holds what a map of sets would hold, and forgets a name without members', () => {
  const moves = fc.array(
    fc.record({ adds: fc.boolean(), name: fc.constantFrom('ada', 'bo'), one: fc.constantFrom(...names.slice(0, 2)) }),
  );
  fc.assert(
    fc.property(moves, (all) => {
      const few = new FewByName<object>();
      const sets = { ada: new Set<object>(), bo: new Set<object>() };
      for (const { adds, name, one } of all) {
        if (adds) few.add(name, one);
        else few.delete(name, one);
        if (adds) sets[name].add(one);
        else sets[name].delete(one);
        expect([[...few.of('ada')], [...few.of('bo')]]).toEqual([[...sets.ada], [...sets.bo]]);
        expect([few.count('ada'), few.count('bo')]).toEqual([sets.ada.size, sets.bo.size]);
        const held = (['ada', 'bo'] as const).filter((each) => sets[each].size > 0);
        expect([...few.names()].sort()).toEqual(held);
        expect([few.size, few.has('ada')]).toEqual([held.length, sets.ada.size > 0]);
      }
    }),
  );
});

test('a name that had two members is forgotten when both are gone', () => {
  const few = new FewByName<object>();
  for (const one of names.slice(0, 2)) few.add('ada', one);
  for (const one of names.slice(0, 2)) few.delete('ada', one);
  expect([few.size, few.has('ada')]).toEqual([0, false]);
});
