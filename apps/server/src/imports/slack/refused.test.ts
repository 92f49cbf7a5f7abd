import { expect, test } from 'vitest';
import { ImportRefused } from './refused.ts';

test('what an export calls its files says nothing to the terminal that shows it', () => {
  const { message } = new ImportRefused('The zip names a file outside itself: ../\u001b]0;gone\u0007\u009b2J.');
  expect(message).toBe('The zip names a file outside itself: ../?]0;gone??2J.');
  expect(new ImportRefused('one\n  two').message).toBe('one\n  two');
});
