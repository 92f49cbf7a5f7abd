import { createEmojiTable } from './emojiTable.ts';

/**
 * The picker's data in frimousse's shape, made from emojibase files that are part of our own bundle. Frimousse's default
 * would ask a CDN, which a self-hosted server must never make anybody's browser do.
 */
type Raw = {
  emoji: string;
  hexcode: string;
  label: string;
  group?: number;
  order?: number;
  version: number;
  tags?: string[];
  skins?: ReadonlyArray<{ emoji: string; tone: number | number[] }>;
};
type RawMessages = {
  groups: ReadonlyArray<{ key: string; message: string; order: number }>;
  skinTones: ReadonlyArray<{ key: string; message: string }>;
};
export type PickerData = {
  locale: string;
  emojis: Array<{
    emoji: string;
    category: number;
    label: string;
    version: number;
    tags: string[];
    skins?: Record<Tone, string>;
  }>;
  categories: Array<{ index: number; label: string }>;
  skinTones: Record<Tone, string>;
};
export type Tone = 'light' | 'medium-light' | 'medium' | 'medium-dark' | 'dark';

const tones: readonly Tone[] = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'];
/** Newer ones are empty boxes on many machines. */
const newestVersion = 15;

export async function loadPickerData(): Promise<PickerData> {
  const [data, messages, shortcodes] = await Promise.all([
    import('emojibase-data/en/data.json'),
    import('emojibase-data/en/messages.json'),
    import('emojibase-data/en/shortcodes/iamcal.json'),
  ]);
  const table = createEmojiTable(shortcodes.default as Record<string, string | string[]>);
  return toPickerData(data.default as unknown as Raw[], messages.default as unknown as RawMessages, table.shortcodeOf);
}

export function toPickerData(
  raw: readonly Raw[],
  messages: RawMessages,
  shortcodeOf: (emoji: string) => string | undefined,
): PickerData {
  const groups = messages.groups.filter((group) => group.key !== 'component');
  const known = new Set(groups.map((group) => group.order));
  return {
    locale: 'en',
    categories: groups.map((group) => ({ index: group.order, label: capital(group.message) })),
    skinTones: Object.fromEntries(messages.skinTones.map((tone) => [tone.key, capital(tone.message)])) as Record<
      Tone,
      string
    >,
    emojis: raw
      .filter((one) => one.group !== undefined && known.has(one.group) && one.version <= newestVersion)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map((one) => ({
        emoji: one.emoji,
        category: one.group ?? 0,
        label: capital(one.label),
        version: one.version,
        tags: [...(one.tags ?? []), shortcodeOf(one.emoji)?.replaceAll('_', ' ') ?? '', shortcodeOf(one.emoji) ?? ''],
        skins: skinsOf(one),
      })),
  };
}

function skinsOf(raw: Raw): Record<Tone, string> | undefined {
  const single = raw.skins?.filter((skin) => typeof skin.tone === 'number');
  if (single?.length !== tones.length) return undefined;
  return Object.fromEntries(single.map((skin) => [tones[(skin.tone as number) - 1], skin.emoji])) as Record<
    Tone,
    string
  >;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
