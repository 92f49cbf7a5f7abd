import { expect, it } from 'vitest';
import { censusOf, growthOf } from './heapSnapshot.ts';

/** A snapshot as V8 writes it, of objects of these classes, 16 bytes each, and some code. */
function snapshotOf(classes: readonly string[], code = 0): string {
  const strings = [...new Set(classes), '(code)'];
  const meta = { node_fields: ['type', 'name', 'id', 'self_size'], node_types: [['object', 'code'], 'string'] };
  const nodes = [
    ...classes.flatMap((name, id) => [0, strings.indexOf(name), id, 16]),
    ...Array.from({ length: code }, (_, id) => [1, strings.length - 1, id, 100]).flat(),
  ];
  return JSON.stringify({ snapshot: { meta }, nodes, strings });
}

it('of two snapshots it is told of which classes there are more objects', () => {
  const before = censusOf(snapshotOf(['Session', 'Ring', 'Ring']));
  const after = censusOf(snapshotOf(['Session', 'Session', 'Session', 'Ring', 'Ring']));
  expect(growthOf(before, after, 5)[0]).toEqual({ kind: 'object Session', count: 2, from: 1, to: 3, bytes: 32 });
});

it('what V8 compiled meanwhile stands apart', () => {
  const grown = growthOf(censusOf(snapshotOf(['Ring'], 1)), censusOf(snapshotOf(['Ring'], 4)), 5);
  expect(grown).toEqual([{ kind: 'code and the like, of V8 itself', count: 3, from: 1, to: 4, bytes: 300 }]);
});
