import { afterEach, describe, expect, it, vi } from 'vitest';
import { countIfOnlyEmoji } from './countIfOnlyEmoji.ts';
import { loadEmojiTable } from './emojiTable.ts';
import { loadPickerData } from './pickerData.ts';

afterEach(() => void vi.unstubAllGlobals());

describe('emoji table', () => {
  it('knows the names that chats use, in both directions', async () => {
    const table = await loadEmojiTable();
    expect(['+1', 'thumbsup', 'tada', 'heart', 'flag-no'].map(table.unicodeOf)).toEqual(['👍', '👍', '🎉', '❤️', '🇳🇴']);
    expect(table.unicodeOf('constructor')).toBeUndefined();
    expect(table.shortcodeOf('👍🏽')).toBe('+1');
    expect(table.shortcodeOf('❤')).toBe(table.shortcodeOf('❤️'));
  });

  it('finds what starts with the words before what only holds them, and each emoji once', async () => {
    const found = (await loadEmojiTable()).search('heart', 50);
    expect(found[0]).toMatchObject({ shortcode: 'heart', emoji: '❤️' });
    expect(new Set(found.map((one) => one.emoji)).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(10);
  });
});

describe('picker data', () => {
  it('is complete, in nine groups, and asks no server', async () => {
    const fetch = vi.fn();
    vi.stubGlobal('fetch', fetch);
    const data = await loadPickerData();
    expect(data.categories).toHaveLength(9);
    expect(data.emojis.length).toBeGreaterThan(1700);
    expect(data.emojis.every((one) => data.categories.some((category) => category.index === one.category))).toBe(true);
    expect(data.emojis.find((one) => one.emoji.startsWith('👋'))!.skins!.medium).toBe('👋🏽');
    expect(data.emojis.find((one) => one.emoji.startsWith('👍'))!.tags).toContain('+1');
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('countIfOnlyEmoji', () => {
  it.each([
    ['🙌', 1],
    ['👩🏽‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇳🇴', 3],
    ['❤️1️⃣', 2],
    ['❤', 0],
    ['1', 0],
    ['a🙌', 0],
    ['', 0],
    ['🙌🙌🙌🙌', 0],
  ])('counts %j as %d', (text, count) => {
    expect(countIfOnlyEmoji(text, 3)).toBe(count);
  });
});
