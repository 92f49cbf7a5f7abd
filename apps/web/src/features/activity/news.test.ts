import { expect, test } from 'vitest';
import { answered, countOf, heard, noNews } from './news.ts';

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000000Z`;
const event = (seq: number) => ({ seq, at: at(seq) }) as Parameters<typeof heard>[1];
const answer = (seq: number, count: number) => ({ seq, count, newest: at(seq), lookedAt: null });

test('what came while the server was asked counts once, whichever of the two is first', () => {
  const late = answered(heard(heard(noNews, event(4)), event(5)), answer(4, 2));
  expect(countOf(late, '')).toBe(3);
  const early = heard(answered(noNews, answer(5, 3)), event(5));
  expect(countOf(early, '')).toBe(3);
});

test('a look takes away what is not newer', () => {
  const news = heard(answered(noNews, answer(4, 2)), event(6));
  expect([countOf(news, at(3)), countOf(news, at(4)), countOf(news, at(6))]).toEqual([3, 1, 0]);
});
