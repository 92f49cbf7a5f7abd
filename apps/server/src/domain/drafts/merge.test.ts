import type { Draft } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import { describe, expect, test } from 'vitest';
import { withoutOther, withWriting } from './merge.ts';

const PHONE = 'S01JD3ZK5Q8XG7TR1';
const DESK = 'S01JD3ZK5Q8XG7TR2';
const at = (second: number) => toIso(second * 1_000_000);
const draft = (text: string, rev = 5, others: Draft['others'] = []): Draft => ({
  ...{ channel: 'C01JD3ZK5Q8XG7TRR', rev, written: rev, text, at: at(rev), by: PHONE, others },
});

describe('[D2] a text that is written over', () => {
  test('is gone when its writer has seen it, or wrote it itself', () => {
    expect(withWriting(draft('one'), { text: 'two', base: 5, by: DESK })).toEqual({ text: 'two', others: [] });
    expect(withWriting(draft('one'), { text: 'two', base: 0, by: PHONE })).toEqual({ text: 'two', others: [] });
  });

  test('takes its quote with it: the newest writing says what goes with it, and a quote alone is a draft', () => {
    const quote = { message: 'M01JD3ZK5Q8XG7TRS', rev: 7 };
    const quoting = { ...draft('one'), quote };
    expect(withWriting(draft('one'), { text: 'one', quote, base: 5, by: PHONE })).toEqual({
      ...{ text: 'one', quote, others: [] },
    });
    expect(withWriting(quoting, { text: 'one', quote, base: 0, by: DESK })).toBeNull();
    expect(withWriting(quoting, { text: 'one', base: 5, by: DESK })).toEqual({ text: 'one', others: [] });
    expect(withWriting(null, { text: '', quote, base: 0, by: DESK })).toEqual({ text: '', quote, others: [] });
    expect(withWriting({ ...draft(''), quote }, { text: '', base: 0, by: DESK })).toBeNull();
    expect(withoutOther({ ...quoting, others: [{ text: 'x', at: at(1) }] }, at(1))).toEqual({
      ...{ text: 'one', quote, others: [] },
    });
  });

  test('leaves its quote where the newer one has none and its writer had not seen it', () => {
    const quote = { message: 'M01JD3ZK5Q8XG7TRS', rev: 7 };
    const other = { message: 'M01JD3ZK5Q8XG7TRT', rev: 9 };
    const alone = { ...draft(''), quote };
    expect(withWriting(alone, { text: 'hi', base: 0, by: DESK })).toEqual({ text: 'hi', quote, others: [] });
    expect(withWriting(alone, { text: 'hi', base: 5, by: DESK })).toEqual({ text: 'hi', others: [] });
    expect(withWriting(alone, { text: 'hi', quote: other, base: 0, by: DESK })?.quote).toEqual(other);
    expect(withWriting({ ...draft('one'), quote }, { text: 'one', base: 0, by: DESK })).toBeNull();
  });

  test('is kept beside the newer one when its writer has not seen it', () => {
    const others = [{ text: 'one', at: at(5) }];
    expect(withWriting(draft('one'), { text: 'two', base: 4, by: DESK })).toEqual({ text: 'two', others });
  });

  test('is not kept when the newer one says all of it', () => {
    expect(withWriting(draft('I would'), { text: 'I would rather', base: 0, by: DESK })?.others).toEqual([]);
    const both = withWriting(draft('I would rather', 5, [{ text: 'I would', at: at(3) }]), {
      ...{ text: 'Let us', base: 0, by: DESK },
    });
    expect(both?.others).toEqual([{ text: 'I would rather', at: at(5) }]);
  });

  test('stays until it is dismissed, also when the newer one is sent', () => {
    const others = [{ text: 'one', at: at(3) }];
    expect(withWriting(draft('two', 5, others), { text: '', base: 5, by: PHONE })).toEqual({ text: '', others });
    expect(withoutOther(draft('two', 5, others), at(3))).toEqual({ text: 'two', others: [] });
    expect(withoutOther(draft('two', 5, others), at(4))).toBeNull();
    expect(withoutOther(null, at(3))).toBeNull();
  });

  test('is joined with the others when there are too many', () => {
    const others = ['c', 'b', 'a'].map((text, index) => ({ text, at: at(4 - index) }));
    const written = withWriting(draft('d', 5, others), { text: 'e', base: 0, by: DESK })!;
    expect(written.others).toHaveLength(limits.otherDrafts);
    expect(written.others.map(({ text }) => text)).toEqual(['d', 'c', 'a\n\nb']);
  });
});

describe('[D2] taking a draft away', () => {
  test('takes away what was seen and nothing else', () => {
    expect(withWriting(draft('one'), { text: '', base: 5, by: DESK })).toEqual({ text: '', others: [] });
    expect(withWriting(draft('one'), { text: '', base: 4, by: DESK })).toBeNull();
    expect(withWriting(null, { text: '', base: 0, by: DESK })).toBeNull();
  });

  test('changes nothing where the same is there', () => {
    expect(withWriting(draft('one'), { text: 'one', base: 0, by: DESK })).toBeNull();
  });
});
