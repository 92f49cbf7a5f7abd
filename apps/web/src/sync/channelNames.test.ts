import { describe, expect, it } from 'vitest';
import { isChannelName, normaliseChannelName } from './channelNames.ts';

describe('channel names', () => {
  it.each([
    ['Release Train', 'release-train'],
    ['  #ops ', 'ops'],
    ['##Große  Pläne', 'große-pläne'],
    ['ｆｕｌｌ', 'full'],
    ['zero\u200bwidth', 'zerowidth'],
    ['   ', ''],
  ])('%j becomes %j', (typed, name) => expect(normaliseChannelName(typed)).toBe(name));

  it('are letters, digits, hyphens and underscores of any script', () => {
    expect(['ops', 'große-pläne', '日本', 'a_b-1'].every(isChannelName)).toBe(true);
    expect(['', '-', '__', 'a!', 'a/b', 'a.b'].some(isChannelName)).toBe(false);
  });
});
