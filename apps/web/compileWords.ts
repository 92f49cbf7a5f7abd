import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

/** The files of words: plain tables of ICU messages that import nothing. */
const words = /\/src\/i18n\/[a-z]{2}\/\w+\.ts$/;
/** What formats messages that nobody has compiled, with a parser of 10 KB; and what formats compiled ones alone. */
const whole = 'use-intl/format-message';
const formatOnly = 'use-intl/format-message/format-only';

/** Parses the words when the client is built, so that the parser is not sent to anybody. In development they stay as they are. */
export function compileWords(): Plugin {
  return {
    name: 'compile-words',
    apply: 'build',
    enforce: 'post', // when TypeScript has become JavaScript
    config: () => ({ resolve: { alias: [{ find: new RegExp(`^${whole}$`), replacement: formatOnly }] } }),
    async transform(code, id) {
      if (!words.test(id)) return null;
      const tables = Object.entries((await evaluate(code)) as Record<string, Record<string, string>>);
      return { code: tables.map(([name, table]) => `export const ${name} = ${toCode(table)};`).join('\n'), map: null };
    },
  };
}

/** One table of words, compiled. Throws where a message is not ICU. */
export function compileTable(table: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([key, message]) => [key, compile(message)]));
}

const toCode = (table: Record<string, string>) => JSON.stringify(compileTable(table));

const evaluate = (code: string): Promise<unknown> => import(`data:text/javascript,${encodeURIComponent(code)}`);
