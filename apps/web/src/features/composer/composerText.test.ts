import { describe, expect, test } from 'vitest';
import { continueLine, insideFence, pasteLink, togglePrefix, toggleWrap, wrapFence } from './editing.ts';
import { fromIds, toIds, type Names } from '../../message/mentionText.ts';
import { matchRank, triggerAt } from './trigger.ts';

const ada = 'U01JD3ZK5Q8XG7TRN';
const ops = 'C01JD3ZK5Q8XG7TRN';
const names: Names = {
  userByHandle: (handle) => (handle === 'ada' ? ada : null),
  channelByName: (name) => (name === 'ops' ? ops : null),
  handleOf: (user) => (user === ada ? 'ada' : null),
  nameOf: (channel) => (channel === ops ? 'ops' : null),
};
const at = (marked: string) => {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|');
  return { text: marked.replaceAll('|', ''), start, end: end === start ? start : end - 1 };
};

describe('mentions', () => {
  test('names become ids and come back', () => {
    const sent = toIds('Hi @ada, see #ops and @channel.', names);
    expect(sent).toBe(`Hi <@${ada}>, see <#${ops}> and <!channel>.`);
    expect(fromIds(sent, names)).toBe('Hi @ada, see #ops and @channel.');
  });

  test('code, e-mail addresses and unknown names stay as typed', () => {
    const text = '`@ada` mail@ada @nobody\n```\n@ada\n```';
    expect(toIds(text, names)).toBe(text);
  });

  test('punctuation after a name is not part of it', () => {
    expect(toIds('ok @ada... (@Ada)', names)).toBe(`ok <@${ada}>... (<@${ada}>)`);
  });
});

describe('triggers', () => {
  test('a sign at a word start asks, inside a word it does not', () => {
    expect(triggerAt('hey @ad', 7)).toEqual({ kind: 'user', query: 'ad', from: 4 });
    expect(triggerAt('mail@ad', 7)).toBeNull();
    expect(triggerAt('at 10:30', 8)).toBeNull();
    expect(triggerAt(':th', 3)).toEqual({ kind: 'emoji', query: 'th', from: 0 });
    expect(triggerAt(':)', 2)).toBeNull();
  });

  test('a name that begins with the query ranks before one that contains it', () => {
    expect(matchRank('ok', 'Okafor')).toBe(0);
    expect(matchRank('ok', 'Ade Okafor')).toBe(1);
    expect(matchRank('ka', 'Okafor')).toBe(2);
    expect(matchRank('zz', 'Okafor')).toBe(-1);
  });
});

describe('editing', () => {
  test('marks toggle on and off', () => {
    const bold = toggleWrap(at('a |word| b'), '**');
    expect(bold.text).toBe('a **word** b');
    expect(toggleWrap(bold, '**').text).toBe('a word b');
  });

  test('lists toggle over all selected lines', () => {
    const listed = togglePrefix(at('|one\ntwo|'), '- ');
    expect(listed.text).toBe('- one\n- two');
    expect(togglePrefix(listed, '- ').text).toBe('one\ntwo');
    expect(togglePrefix(at('|one\ntwo|'), '1. ').text).toBe('1. one\n2. two');
  });

  test('Enter continues a list and an empty item ends it', () => {
    expect(continueLine(at('1. one|'))!.text).toBe('1. one\n2. ');
    expect(continueLine(at('- one\n- |'))!.text).toBe('- one\n');
    expect(continueLine(at('plain|'))).toBeNull();
  });

  test('inside an open fence Enter is a newline', () => {
    expect(insideFence('```\ncode', 8)).toBe(true);
    expect(insideFence('```\ncode\n```\n', 13)).toBe(false);
    expect(wrapFence(at('see |x| y')).text).toBe('see \n```\nx\n```\n y');
  });

  test('a URL pasted over words links them', () => {
    expect(pasteLink(at('read |this|'), 'https://a.test')!.text).toBe('read [this](https://a.test)');
    expect(pasteLink(at('read |this|'), 'no url')).toBeNull();
  });
});
