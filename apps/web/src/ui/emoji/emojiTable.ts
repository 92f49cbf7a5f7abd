import { useEffect, useSyncExternalStore } from 'react';

/**
 * `:shortcode:` ↔ emoji, from emojibase's copy of the names that most chats use (iamcal's). 12 KB, loaded on first need,
 * from this server like every other part of the bundle.
 */
export type EmojiTable = {
  unicodeOf: (shortcode: string) => string | undefined;
  /** The first shortcode of an emoji; skin tones are left out. */
  shortcodeOf: (emoji: string) => string | undefined;
  /** Shortcodes that contain the words of a query, best first. */
  search: (query: string, limit: number) => ReadonlyArray<{ shortcode: string; emoji: string }>;
};

type HexToNames = Readonly<Record<string, string | string[]>>;

let table: EmojiTable | undefined;
let loading: Promise<EmojiTable> | undefined;
const listeners = new Set<() => void>();

/** The table if it is here already. */
export const loadedEmojiTable = (): EmojiTable | undefined => table;

export function loadEmojiTable(): Promise<EmojiTable> {
  loading ??= import('emojibase-data/en/shortcodes/iamcal.json')
    .then((module) => {
      table = createEmojiTable(module.default as HexToNames);
      for (const listener of listeners) listener();
      return table;
    })
    .catch((error: unknown) => {
      // The next need tries again.
      loading = undefined;
      throw error;
    });
  return loading;
}

/** The table, which starts loading as soon as somebody `wanted` it. */
export function useEmojiTable(wanted: boolean): EmojiTable | undefined {
  useEffect(() => {
    if (wanted) loadEmojiTable().catch(() => {});
  }, [wanted]);
  return useSyncExternalStore(subscribe, loadedEmojiTable, loadedEmojiTable);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function createEmojiTable(names: HexToNames): EmojiTable {
  const byName = new Map<string, string>();
  const byEmoji = new Map<string, string>();
  for (const [hexcode, value] of Object.entries(names)) {
    const emoji = fromHexcode(hexcode);
    const list = typeof value === 'string' ? [value] : value;
    for (const name of list) byName.set(name, emoji);
    if (list[0]) byEmoji.set(bare(emoji), list[0]);
  }
  return {
    unicodeOf: (shortcode) => byName.get(shortcode),
    shortcodeOf: (emoji) => byEmoji.get(bare(emoji)),
    search: (query, limit) => search(byName, query, limit),
  };
}

function search(byName: ReadonlyMap<string, string>, query: string, limit: number) {
  const wanted = query.toLowerCase();
  const found = new Map<string, { shortcode: string; emoji: string; rank: number }>();
  for (const [shortcode, emoji] of byName) {
    const rank = rankOf(shortcode, wanted);
    if (rank === undefined || (found.get(emoji)?.rank ?? Infinity) <= rank) continue;
    found.set(emoji, { shortcode, emoji, rank });
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank || a.shortcode.length - b.shortcode.length).slice(0, limit);
}

function rankOf(shortcode: string, wanted: string): number | undefined {
  if (shortcode === wanted) return 0;
  if (shortcode.startsWith(wanted)) return 1;
  if (shortcode.includes(`_${wanted}`) || shortcode.includes(`-${wanted}`)) return 2;
  return shortcode.includes(wanted) ? 3 : undefined;
}

/** Emojibase leaves out the variation selector of single characters; most that default to text need it. */
function fromHexcode(hexcode: string): string {
  const emoji = String.fromCodePoint(...hexcode.split('-').map((part) => Number.parseInt(part, 16)));
  return hexcode.includes('-') || /^\p{Emoji_Presentation}/u.test(emoji) ? emoji : `${emoji}\uFE0F`;
}

const bare = (emoji: string): string => emoji.replace(/\uFE0F|[\u{1F3FB}-\u{1F3FF}]/gu, '');
