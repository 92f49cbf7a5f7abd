import { expect, test } from 'vitest';
import { emptyForm, isPast, repeated, toPoll } from './pollForm.ts';

const now = new Date('2026-11-21T10:00:00Z');
const form = { ...emptyForm('Lunch?'), answers: ['Soup', ' Bread ', ''] };

test('empty answers are left out, the others are trimmed', () => {
  expect(toPoll(form, now)).toEqual({ options: ['Soup', 'Bread'] });
});

test.each([
  ['without a question', { question: ' ' }],
  ['with a very long question', { question: 'x'.repeat(501) }],
  ['with one answer', { answers: ['Soup', ''] }],
  ['with the same answer twice', { answers: ['Soup', 'bread', 'SOUP'] }],
  ['that ends in the past', { end: 'custom' as const, date: '2020-01-01', time: '09:00' }],
  ['that ends at no time', { end: 'custom' as const }],
])('a poll %s is not asked', (_, change) => expect(toPoll({ ...form, ...change }, now)).toBeNull());

test('an end is counted from the moment of asking', () => {
  expect(toPoll({ ...form, end: 'in1Day', anonymous: true }, now)).toEqual({
    options: ['Soup', 'Bread'],
    anonymous: true,
    closesAt: '2026-11-22T10:00:00.000000Z',
  });
});

test('answers that only look different are the same', () => {
  expect([...repeated(['Tea', 'ｔｅａ ', 'coffee', ''])]).toEqual([1]);
  expect(isPast({ ...form, end: 'custom', date: '2020-01-01', time: '09:00' }, now)).toBe(true);
});
