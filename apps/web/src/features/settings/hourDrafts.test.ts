import type { Hours } from '@roost/protocol/quiet';
import { expect, test } from 'vitest';
import { toHours, toHoursDraft } from './hourDrafts.ts';

const of = (...days: number[]): Hours => ({
  timeZone: 'Asia/Kolkata',
  days: days.map((day) => ({ day, from: 570, to: 1_050 })),
});

test.each([
  ['always', undefined],
  ['everyDay', of(0, 1, 2, 3, 4, 5, 6)],
  ['weekdays', of(1, 2, 3, 4, 5)],
  ['byDay', of(1, 3)],
])('%s comes out of the form as it went in', (week, hours) => {
  const draft = toHoursDraft(hours, 'Europe/Berlin');
  expect(draft.week).toBe(week);
  expect(toHours(draft)).toEqual(hours ?? null);
});

test('a form without a day, a time or a zone says nothing yet', () => {
  const draft = toHoursDraft(of(1, 3), '');
  expect(toHours({ ...draft, days: draft.days.map((day) => ({ ...day, on: false })) })).toBeUndefined();
  expect(toHours({ ...draft, week: 'weekdays', from: '' })).toBeUndefined();
  expect(toHours({ ...draft, timeZone: ' ' })).toBeUndefined();
});
