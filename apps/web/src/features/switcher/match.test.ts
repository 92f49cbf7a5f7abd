import { describe, expect, it } from 'vitest';
import { match } from './match.ts';

const marked = (text: string, query: string): string | null => {
  const found = match(text, query);
  if (!found) return null;
  let out = '';
  let last = 0;
  for (const [from, to] of found.marks) {
    out += `${text.slice(last, from)}[${text.slice(from, to)}]`;
    last = to;
  }
  return `${found.rank} ${out}${text.slice(last)}`;
};

describe('a name answers what somebody types', () => {
  it.each([
    ['release-train', 're', '0 [re]lease-train'],
    ['Inès Laurent', 'ines l', '0 [Inès L]aurent'],
    ['design-crit', 'crit', '1 design-[crit]'],
    ['eng-aheng', 'eng', '0 [eng]-aheng'],
    ['strengths and eng', 'eng', '1 strengths and [eng]'],
    ['strength', 'eng', '2 str[eng]th'],
    ['release-train', 'rltr', '3 [r]e[l]ease-[t][r]ain'],
    ['Tomás Rivera', 'RI ', '1 Tomás [Ri]vera'],
    ['anything', '', '0 anything'],
  ])('%s, %s', (text, query, expected) => expect(marked(text, query)).toBe(expected));

  it.each([
    ['research', 'sea x'],
    ['general', 'zen'],
    ['general', 'nrl'],
  ])('%s is no answer to %s', (text, query) => expect(match(text, query)).toBeNull());
});
