import { describe, expect, test } from 'vitest';
import { readReminder } from './readReminder.ts';
import { readWhen } from './readWhen.ts';

/** A Saturday afternoon. */
const now = new Date(2026, 10, 21, 14, 30);
const local = (at: Date | null) =>
  at &&
  `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()} ${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;

describe('a time as people say it', () => {
  test.each([
    ['in 20 minutes', '2026-11-21 14:50'],
    ['in an hour', '2026-11-21 15:30'],
    ['in half an hour', '2026-11-21 15:00'],
    ['in 1 hour and 30 minutes', '2026-11-21 16:00'],
    ['in 1h 30m', '2026-11-21 16:00'],
    ['in 1.5 hours', '2026-11-21 16:00'],
    ['in 3 days', '2026-11-24 14:30'],
    ['in 2 weeks at 10', '2026-12-5 10:00'],
    ['today at 17:00', '2026-11-21 17:00'],
    ['tonight', '2026-11-21 20:00'],
    ['this evening', '2026-11-21 18:00'],
    ['tomorrow', '2026-11-22 9:00'],
    ['tomorrow at 9', '2026-11-22 9:00'],
    ['Tomorrow, at 9 pm.', '2026-11-22 21:00'],
    ['9am tomorrow', '2026-11-22 9:00'],
    ['tomorrow morning', '2026-11-22 9:00'],
    ['tomorrow afternoon', '2026-11-22 15:00'],
    ['the day after tomorrow at noon', '2026-11-23 12:00'],
    ['at 5', '2026-11-21 17:00'],
    ['at 9', '2026-11-21 21:00'],
    ['at 09:00', '2026-11-22 9:00'],
    ['at 12am', '2026-11-22 0:00'],
    ['5:15 pm', '2026-11-21 17:15'],
    ['on Friday', '2026-11-27 9:00'],
    ['Fri 16:45', '2026-11-27 16:45'],
    ['at 10 on Monday', '2026-11-23 10:00'],
    ['next monday', '2026-11-23 9:00'],
    ['next friday at 8', '2026-11-27 8:00'],
    ['saturday', '2026-11-28 9:00'],
    ['saturday at 18:00', '2026-11-21 18:00'],
    ['next week', '2026-11-23 9:00'],
    ['2026-12-01 10:00', '2026-12-1 10:00'],
    ['2026-12-01', '2026-12-1 9:00'],
    ['on the 1st of December at 10', '2026-12-1 10:00'],
    ['December 24th, 2027', '2027-12-24 9:00'],
    ['3 Feb', '2027-2-3 9:00'],
    ['2020-01-01 10:00', '2020-1-1 10:00'],
  ])('%s', (said, meant) => {
    expect(local(readWhen(said, now))).toBe(meant);
  });

  test.each([
    ...['9', 'chapter 9', 'soon', 'in', 'in a moment', 'at 25', 'at 9:75', '13pm', '31 February', 'on Funday', ''],
    ...['in 0 minutes', 'in 20 minutes at 9', 'sometime tomorrow', 'the', 'may', 'in march', '1.12.', 'constructor'],
  ])('not “%s”', (said) => {
    expect(readWhen(said, now)).toBeNull();
  });
});

describe('what one wants to be reminded of', () => {
  test.each([
    ['Water the plants in 20 minutes', 'Water the plants', '2026-11-21 14:50'],
    ['me to call Ade tomorrow at 9', 'call Ade', '2026-11-22 9:00'],
    ['me in 20 minutes to stretch', 'stretch', '2026-11-21 14:50'],
    ['tomorrow at 9 check the deploy', 'check the deploy', '2026-11-22 9:00'],
    ['read chapter 9 on Friday', 'read chapter 9', '2026-11-27 9:00'],
    ['send the plan of Monday to @maya 2026-12-01 10:00', 'send the plan of Monday to @maya', '2026-12-1 10:00'],
    ['Look at what comes in next week', 'Look at what comes in', '2026-11-23 9:00'],
  ])('%s', (said, text, at) => {
    const read = readReminder(said, now);
    expect(read.type === 'read' && [read.text, local(read.at)]).toEqual([text, at]);
  });

  test('and what is missing', () => {
    const type = (said: string) => readReminder(said, now).type;
    expect(type('')).toBe('noText');
    expect(type('me tomorrow at 9')).toBe('noText');
    expect(type('Water the plants')).toBe('noTime');
    expect(type('Water the plants whenever')).toBe('noTime');
    expect(type('Water the plants 2020-01-01')).toBe('past');
    expect(type('today at 9am stand up')).toBe('past');
    expect(type('stand up every Monday at 9')).toBe('repeats');
    expect(type('stand up every morning')).toBe('repeats');
  });
});
