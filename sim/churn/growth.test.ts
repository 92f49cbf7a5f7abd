import { expect, it } from 'vitest';
import { verdictOf } from './growth.ts';

const memory = (...megabytes: number[]) =>
  megabytes.map((heap) => ({ heapUsed: heap * 1e6, external: 1e6, rss: 200e6 }));

it('memory that stays as it was after the first fifth is good', () => {
  expect(verdictOf(memory(30, 40, 41, 40, 42, 41)).holds).toBe(true);
});

it('memory that grows from fifth to fifth is not', () => {
  expect(verdictOf(memory(30, 40, 42, 44, 46, 48)).holds).toBe(false);
});
