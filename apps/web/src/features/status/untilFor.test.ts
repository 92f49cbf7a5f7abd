import { expect, test } from 'vitest';
import { untilFor } from './untilFor.ts';

const local = (year: number, month: number, day: number, hour = 0, minute = 0) =>
  new Date(year, month - 1, day, hour, minute);
const ends = (...[ending, now]: Parameters<typeof untilFor>) => {
  const until = untilFor(ending, now);
  return until && new Date(until);
};

test('a status ends after its time, at midnight, or with the week', () => {
  const saturday = local(2026, 11, 21, 15, 30);
  expect(ends('never', saturday)).toBeUndefined();
  expect(ends('halfHour', saturday)).toEqual(local(2026, 11, 21, 16));
  expect(ends('fourHours', saturday)).toEqual(local(2026, 11, 21, 19, 30));
  expect(ends('today', saturday)).toEqual(local(2026, 11, 22));
  expect(ends('thisWeek', saturday)).toEqual(local(2026, 11, 23));
});

test('a week that has just begun lasts seven days, one on its Sunday until midnight', () => {
  expect(ends('thisWeek', local(2026, 11, 23))).toEqual(local(2026, 11, 30));
  expect(ends('thisWeek', local(2026, 11, 29, 23, 59))).toEqual(local(2026, 11, 30));
});

test('the last day of a year ends in the next', () => {
  expect(ends('today', local(2026, 12, 31, 8))).toEqual(local(2027, 1, 1));
});
