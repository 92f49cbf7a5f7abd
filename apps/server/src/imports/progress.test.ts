import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

function shown(isTTY: boolean, steps: number) {
  const written: string[] = [];
  const progress = new Progress({ isTTY, write: (text) => written.push(text) });
  for (let done = 0; done <= steps; done++) progress.show('importing', done, steps);
  progress.clear();
  return written;
}

test('a terminal shows one bar that moves, and gets its line back', () => {
  const written = shown(true, 4);
  expect(written.at(2)).toContain('██████████████░░░░░░░░░░░░░░  50 %  2/4');
  expect(written.join('')).not.toContain('\n');
  expect(written.at(-1)).toBe('\r\u001b[2K');
});

test('anything else gets a line at every tenth', () => {
  const written = shown(false, 1_000);
  expect(written).toHaveLength(11);
  expect(written.at(-1)).toBe('importing 100 %\n');
});

test('nothing to do is done', () => expect(shown(false, 0)).toEqual(['importing 100 %\n']));
