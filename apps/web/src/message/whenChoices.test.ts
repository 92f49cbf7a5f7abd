import { describe, expect, it } from 'vitest';
import { fromFields, remindChoices, sendChoices, toFields } from './whenChoices.ts';

const names = (choices: { name: string }[]) => choices.map(({ name }) => name);
const local = (choices: { at: Date }[]) => choices.map(({ at }) => `${toFields(at).date} ${toFields(at).time}`);

describe('moments that are offered', () => {
  it('are tomorrow and the next Monday at nine, where one is', () => {
    const saturday = new Date(2026, 10, 21, 17, 30);
    expect(names(sendChoices(saturday))).toEqual(['tomorrow', 'monday']);
    expect(local(sendChoices(saturday))).toEqual(['2026-11-22 09:00', '2026-11-23 09:00']);
  });

  it('are not the same twice on a Sunday, and a week ahead on a Monday', () => {
    expect(names(sendChoices(new Date(2026, 10, 22, 12)))).toEqual(['monday']);
    expect(local(sendChoices(new Date(2026, 10, 23, 8)))).toEqual(['2026-11-24 09:00', '2026-11-30 09:00']);
  });

  it('are soon ones, too, for a reminder', () => {
    const now = new Date(2026, 11, 31, 23, 50);
    expect(local(remindChoices(now))).toEqual([
      '2027-01-01 00:10',
      '2027-01-01 00:50',
      '2027-01-01 02:50',
      '2027-01-01 09:00',
      '2027-01-04 09:00',
    ]);
  });

  it('can be given by fields', () => {
    const at = new Date(2026, 2, 4, 5, 6);
    const { date, time } = toFields(at);
    expect(fromFields(date, time)).toEqual(at);
    expect(fromFields('', time)).toBeNull();
  });
});
