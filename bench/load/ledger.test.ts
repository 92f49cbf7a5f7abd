import { expect, it } from 'vitest';
import { add, Heard, lacking, noPosts, numbered, numbersIn } from './ledger.ts';

const sumOf = (...ids: number[]) => {
  const sum = noPosts();
  for (const id of ids) add(sum, id);
  return sum;
};

it('a post tells its number, and stays as long as it was', () => {
  const text = numbered(37, 'x'.repeat(120));
  expect(text).toHaveLength(120);
  expect([...numbersIn(Buffer.from(JSON.stringify([{ text }, { text: numbered(38, text) }])))]).toEqual([37, 38]);
});

it('who has all posts lacks none', () => {
  expect(lacking(sumOf(1, 2, 3), sumOf(3, 1, 2))).toBe(0);
});

it('who missed some lacks as many', () => {
  expect(lacking(sumOf(1), sumOf(1, 2, 3))).toBe(2);
});

it('one post too many is found, and one in the place of another', () => {
  expect(() => lacking(sumOf(1, 2, 4), sumOf(1, 2))).toThrow('nobody told');
  expect(() => lacking(sumOf(1, 2, 4), sumOf(1, 2, 3))).toThrow('another');
});

it('what comes again over the next connection is the same post, and over the same connection a fault', () => {
  const heard = new Heard();
  heard.connected();
  expect(heard.hear(5_000)).toBe(true);
  heard.connected();
  expect(heard.hear(5_000)).toBe(false);
  expect(heard.sum).toEqual(sumOf(5_000));
  expect(() => heard.hear(5_000)).toThrow('twice');
});
