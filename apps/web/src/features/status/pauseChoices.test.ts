import { expect, test } from 'vitest';
import { pauseChoices } from './pauseChoices.ts';

test('a pause lasts as long as it says, the longest one until nine on the next day', () => {
  const now = new Date(2026, 9, 24, 22, 15);
  const [half, hour, tomorrow] = pauseChoices(now).map(({ at }) => at);
  expect(half!.getTime() - now.getTime()).toBe(30 * 60_000);
  expect(hour!.getTime() - now.getTime()).toBe(60 * 60_000);
  expect([tomorrow!.getDate(), tomorrow!.getHours(), tomorrow!.getMinutes()]).toEqual([25, 9, 0]);
});
