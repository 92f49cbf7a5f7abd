import { describe, expect, test } from 'vitest';
import { channelName, containing, nameKeyOf, oneLine, properName } from './names.ts';

describe('channel names', () => {
  test.each([
    ['Design Crit', 'design-crit'],
    ['  #ops  ', 'ops'],
    ['Größe', 'größe'],
    ['設計', '設計'],
    ['हिन्दी', 'हिन्दी'],
    ['a\u200bb', 'ab'],
    ['ﬁne', 'fine'],
    ['a\tb\nc', 'a-b-c'],
    ['team_1', 'team_1'],
  ])('%j becomes %s', (typed, name) => expect(channelName(typed)).toBe(name));

  test.each([['!!!'], ['a/b'], ['\u200b'], ['---'], ['\ud800'], ['hello 👋']])('%j is refused', (typed) => {
    expect(() => channelName(typed)).toThrow(expect.objectContaining({ code: 'invalid', field: 'args.name' }));
  });

  test('a name that grows beyond its limit when normalised is refused', () => {
    expect(() => channelName('ﷺ'.repeat(79))).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  test.each([
    ['größe', 'GRÖSSE'],
    ['straße', 'strasse'],
    ['σοφός', 'ΣΟΦΌΣ'],
  ])('[M6] %s and %s are the same name', (one, other) => {
    expect(nameKeyOf(channelName(one))).toBe(nameKeyOf(channelName(other)));
  });
});

describe('lines of text', () => {
  test('controls and line ends become blanks', () => expect(oneLine(' a\u0000b\r\n c ')).toBe('a b c'));
  test('a name that shows nothing is refused', () => {
    expect(() => properName('\u200b \u2060', 'args.userName')).toThrow(
      expect.objectContaining({ field: 'args.userName' }),
    );
  });
  test.each(['\u3164', '\u2800 \u2800', '\uffa0', '\u202e'])(
    'a name of nothing but %j shows nothing and is refused',
    (name) => {
      expect(() => properName(name)).toThrow(expect.objectContaining({ code: 'invalid' }));
    },
  );
  test('marks that turn the direction of what stands behind them are left out; joiners stay', () => {
    expect(oneLine('Maya\u202e (nimda)\u2066')).toBe('Maya (nimda)');
    expect(oneLine('می\u200cخواهم 👩\u200d💻')).toBe('می\u200cخواهم 👩\u200d💻');
  });
  test('a search pattern takes its own wildcards literally', () => expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%'));
});
