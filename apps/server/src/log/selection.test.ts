import { describe, expect, it } from 'vitest';
import { selectBatch, streamsOf } from './selection.ts';
import type { Entry } from './selection.ts';
import type { Item } from './item.ts';
import { item, OTHER_TEAM, posting, TEAM } from './testLog.ts';

const limits = { items: 3, events: 5 };

const entry = (made: Item): Entry => ({
  item: made,
  streams: streamsOf(made),
  resolve() {},
  reject() {},
  settled: false,
  followers: [],
});
const select = (...items: Item[]) => {
  const entries = items.map(entry);
  const { batch, rest } = selectBatch(entries, limits);
  return { batch: batch.map((one) => entries.indexOf(one)), rest: rest.map((one) => entries.indexOf(one)) };
};
const touching = (...touches: string[]) => item([posting()], { touches });

describe('the next batch', () => {
  it('takes first what came first, up to the number of items', () => {
    expect(select(touching('a'), touching('b'), touching('c'), touching('d'), touching('e'))).toEqual({
      batch: [0, 1, 2],
      rest: [3, 4],
    });
  });

  it('is bounded by events, but always takes the first item', () => {
    const events = (count: number) => item(Array.from({ length: count }, () => posting()));
    expect(select(events(9), events(1))).toEqual({ batch: [0], rest: [1] });
    expect(select(events(3), events(3), events(1))).toEqual({ batch: [0], rest: [1, 2] });
  });

  it('has at most one item that touches an entity, and keeps their order', () => {
    expect(select(touching('a'), touching('a', 'b'), touching('b'), touching('c'))).toEqual({
      batch: [0, 3],
      rest: [1, 2],
    });
  });

  it('lets one item touch an entity twice', () => {
    expect(select(touching('a', 'a'))).toEqual({ batch: [0], rest: [] });
  });

  it('never has an item that guards what an earlier one touches, only the other way round', () => {
    const guarding = item([posting()], { guards: [{ kind: 'message', id: 'M1', is: 'live' }] });
    expect(select(touching('message:M1'), guarding)).toEqual({ batch: [0], rest: [1] });
    expect(select(guarding, touching('message:M1'))).toEqual({ batch: [0, 1], rest: [] });
  });

  it('ends, for a stream, with the item that changes its rules', () => {
    const rules = item([posting({ rules: true })]);
    const elsewhere = item([posting({ stream: OTHER_TEAM })]);
    const consulting = item([posting({ stream: OTHER_TEAM })], { checked: [{ stream: TEAM, rulesRev: 0 }] });
    expect(select(touching('a'), rules, touching('b'), consulting, elsewhere)).toEqual({
      batch: [0, 1, 4],
      rest: [2, 3],
    });
  });

  it('names the streams that an item writes to or was checked against, once each', () => {
    expect(streamsOf(item([posting(), posting()], { checked: [{ stream: TEAM, rulesRev: 0 }] }))).toEqual([TEAM]);
    expect(streamsOf(item([posting({ stream: 'U1' })], { checked: [{ stream: TEAM, rulesRev: 0 }] }))).toEqual([
      'U1',
      TEAM,
    ]);
    expect(streamsOf(item([posting(), posting({ stream: OTHER_TEAM })]))).toEqual([TEAM, OTHER_TEAM]);
  });
});
