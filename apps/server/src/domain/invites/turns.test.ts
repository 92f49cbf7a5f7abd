import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('work of one key is done one at a time, in order, also after a failure; other keys do not wait', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const gates = new Map<string, () => void>();
  const work = (key: string, name: string, fails = false) =>
    turns.take(key, async () => {
      done.push(`${name} begins`);
      await new Promise<void>((open) => gates.set(name, open));
      done.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const results = Promise.allSettled([work('a', 'first', true), work('a', 'second'), work('b', 'third')]);
  await settle();
  expect(done).toEqual(['first begins', 'third begins']);
  gates.get('first')!();
  await settle();
  expect(done).toEqual(['first begins', 'third begins', 'first ends', 'second begins']);
  gates.get('second')!();
  gates.get('third')!();
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});
