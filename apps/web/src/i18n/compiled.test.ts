import { describe, expect, it } from 'vitest';
import { _createCache, _createIntlFormatters } from 'use-intl';
import formatWhole from 'use-intl/format-message';
import formatOnly from 'use-intl/format-message/format-only';
import { compileTable } from '../../compileWords.ts';
import { en } from './en.ts';
import { later } from './later.ts';

const cache = _createCache();
const options = { cache, formatters: _createIntlFormatters(cache), locale: 'en-GB', timeZone: 'UTC' };
const tables: Record<string, Record<string, string>> = { ...en, ...later };

/** Something for each thing that a message asks for: a number where it counts, else a name; and its tags. */
function valuesFor(message: string, number: number) {
  const names = [...message.matchAll(/\{(\w+)(,)?/g)].map(([, name, counts]) => [name, counts ? number : 'Ada']);
  const tags = [...message.matchAll(/<(\w+)>/g)].map(([, tag]) => [tag, (parts: unknown) => `*${String(parts)}*`]);
  return Object.fromEntries([...names, ...tags]);
}

describe('the words that are built', () => {
  it.each(Object.entries(tables))('say in %s what the written ones say', (_, table) => {
    const compiled = compileTable(table);
    for (const [key, message] of Object.entries(table)) {
      for (const number of [0, 1, 2, 1500]) {
        const values = valuesFor(message, number);
        const built = formatOnly(key, compiled[key] as never, values, options);
        expect(built, message).toEqual(formatWhole(key, message, values, options));
      }
    }
  });

  it('are not built from a message that nobody could format', () => {
    expect(() => compileTable({ broken: '{count, plural, one {# message}' })).toThrow();
  });
});
