import { describe, expect, test } from 'vitest';
import { isQuiet, mayNotify } from './notifying.ts';
import type { Hours } from './quiet.ts';

const every = (from: string, to: string, days = [0, 1, 2, 3, 4, 5, 6]): Hours['days'] => {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return days.map((day) => ({ day, from: minutes(from), to: minutes(to) }));
};
const weekdays = [1, 2, 3, 4, 5];
const at = (instant: string) => Date.parse(instant);

describe('[R3] one may be notified', () => {
  test.each([
    ['office hours begin', 'Europe/Berlin', every('09:00', '18:00', weekdays), '2026-11-20T08:00:00Z', true],
    ['a minute before', 'Europe/Berlin', every('09:00', '18:00', weekdays), '2026-11-20T07:59:00Z', false],
    ['office hours end', 'Europe/Berlin', every('09:00', '18:00', weekdays), '2026-11-20T17:00:00Z', false],
    ['a minute before they end', 'Europe/Berlin', every('09:00', '18:00', weekdays), '2026-11-20T16:59:30Z', true],
    ['Saturday', 'Europe/Berlin', every('09:00', '18:00', weekdays), '2026-11-21T12:00:00Z', false],
    // Where it is Monday already, and where it is Sunday still.
    ['Monday in Auckland', 'Pacific/Auckland', every('09:00', '18:00', weekdays), '2026-11-22T20:30:00Z', true],
    ['Sunday in Honolulu', 'Pacific/Honolulu', every('09:00', '18:00', weekdays), '2026-11-23T01:00:00Z', false],
    ['half an hour of difference', 'Asia/Kolkata', every('09:00', '18:00'), '2026-11-23T03:30:00Z', true],
    // The night of Friday to Saturday belongs to Friday.
    ['late shift, before midnight', 'Europe/Berlin', every('22:00', '06:00', weekdays), '2026-11-20T22:30:00Z', true],
    ['late shift, after midnight', 'Europe/Berlin', every('22:00', '06:00', weekdays), '2026-11-21T04:59:00Z', true],
    ['late shift, its end', 'Europe/Berlin', every('22:00', '06:00', weekdays), '2026-11-21T05:00:00Z', false],
    ['no late shift on Sunday', 'Europe/Berlin', every('22:00', '06:00', weekdays), '2026-11-23T04:00:00Z', false],
    ['the night of Saturday to Sunday', 'Europe/Berlin', every('22:00', '06:00', [6]), '2026-11-22T04:00:00Z', true],
    ['round the clock', 'Europe/Berlin', every('08:00', '08:00'), '2026-11-22T04:00:00Z', true],
    ['midnight is the first minute', 'UTC', every('00:00', '01:00', [1]), '2026-11-23T00:00:00Z', true],
    // Clocks go forward at two on 29 March 2026 in Berlin, and back at three on 25 October.
    ['nine in winter', 'Europe/Berlin', every('09:00', '18:00'), '2026-03-28T08:00:00Z', true],
    ['nine in summer', 'Europe/Berlin', every('09:00', '18:00'), '2026-03-29T07:00:00Z', true],
    ['seven by the winter’s clock', 'Europe/Berlin', every('09:00', '18:00'), '2026-03-28T07:00:00Z', false],
    ['the hour that is not there', 'Europe/Berlin', every('02:00', '03:00'), '2026-03-29T01:00:00Z', false],
    ['the minute before it', 'Europe/Berlin', every('01:00', '03:00'), '2026-03-29T00:59:00Z', true],
    ['the hour that comes twice, first', 'Europe/Berlin', every('02:00', '03:00'), '2026-10-25T00:30:00Z', true],
    ['the hour that comes twice, second', 'Europe/Berlin', every('02:00', '03:00'), '2026-10-25T01:30:00Z', true],
    ['after it', 'Europe/Berlin', every('02:00', '03:00'), '2026-10-25T02:00:00Z', false],
  ])('%s', (_name, timeZone, days, now, may) => {
    expect(isQuiet({ hours: { timeZone, days } }, at(now))).toBe(!may);
  });

  test('not until a pause ends, and then at once', () => {
    const quiet = { until: '2026-11-21T12:00:00.000000Z' };
    expect(isQuiet(quiet, at('2026-11-21T11:59:59Z'))).toBe(true);
    expect(isQuiet(quiet, at('2026-11-21T12:00:00Z'))).toBe(false);
  });

  test('not when a pause has ended outside of the hours, and always without either', () => {
    const hours = { timeZone: 'UTC', days: every('09:00', '10:00') };
    const quiet = { until: '2026-11-21T12:00:00.000000Z', hours };
    expect(isQuiet(quiet, at('2026-11-21T12:00:00Z'))).toBe(true);
    expect(isQuiet(quiet, at('2026-11-22T09:30:00Z'))).toBe(false);
    expect(isQuiet(undefined, 0)).toBe(false);
  });

  test('of what is new, is not muted and is not looked at', () => {
    const now = at('2026-11-21T12:00:00Z');
    const news = { quiet: undefined, muted: false, isLookedAt: false, at: now - 1_000 };
    expect(mayNotify(news, now)).toBe(true);
    expect(mayNotify({ ...news, muted: true }, now)).toBe(false);
    expect(mayNotify({ ...news, isLookedAt: true }, now)).toBe(false);
    expect(mayNotify({ ...news, at: now - 300_000 }, now)).toBe(false);
    expect(mayNotify({ ...news, quiet: { until: '2026-11-21T13:00:00.000000Z' } }, now)).toBe(false);
  });
});
