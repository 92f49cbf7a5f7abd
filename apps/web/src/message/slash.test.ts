import { describe, expect, test } from 'vitest';
import { asTyped, typedCommand, unescaped } from './slash.ts';

describe('what is typed after a slash', () => {
  test('is a command when it is one word, and then whatever it is about', () => {
    expect(typedCommand('/topic Lunch at noon')).toEqual({ name: 'topic', rest: 'Lunch at noon' });
    expect(typedCommand('/Away ')).toEqual({ name: 'away', rest: '' });
    expect(typedCommand('/me says\n\nhello')).toEqual({ name: 'me', rest: 'says\n\nhello' });
  });

  test('is text when it is a path, a comment, or anything else', () => {
    for (const text of ['/usr/bin is full', '/', '/ topic', '//topic Lunch', 'see /topic', '/…', ''])
      expect(typedCommand(text), text).toBeNull();
  });

  test('is said as it is after a second slash, and comes back with it', () => {
    for (const said of ['/topic Lunch', '/shrug', '//comment', 'hello', '/usr/bin', '// a comment']) {
      expect(unescaped(asTyped(said)), said).toBe(said);
      expect(typedCommand(asTyped(said)), said).toBeNull();
    }
    expect(unescaped('// a comment')).toBe('// a comment');
    expect(asTyped('waves', true)).toBe('/me waves');
  });
});
