import { EmojiPicker as Frimousse } from 'frimousse';
import { useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { loadEmojiTable } from './emoji/emojiTable.ts';
import { loadPickerData } from './emoji/pickerData.ts';
import { useIsCoarse } from './media.ts';
import { Spinner } from './Spinner.tsx';
import styles from './EmojiPicker.module.css';

export type PickedEmoji = {
  emoji: string;
  /** Without colons. Emoji that have no name of their own get the emoji itself. */
  shortcode: string;
};
export type EmojiPickerProps = {
  onPick: (picked: PickedEmoji) => void;
  labels: { search: string; loading: string; empty: string; skinTone: string; hint: string; frequent?: string };
  /** Shown first, e.g. the person's own favourites. */
  frequent?: readonly string[];
  autoFocus?: boolean;
  className?: string;
};

const skinToneKey = 'roost.skinTone';
type SkinTone = 'none' | 'light' | 'medium-light' | 'medium' | 'medium-dark' | 'dark';

/** All emoji by group, searchable by word and shortcode. Heavy: import it through `LazyEmojiPicker`. */
export function EmojiPicker({ onPick, labels, frequent = [], autoFocus, className }: EmojiPickerProps) {
  const search = useRef<HTMLInputElement>(null);
  const [skinTone] = useState(readSkinTone);
  // On touch the keyboard would cover the emoji.
  const coarse = useIsCoarse();
  const takesFocus = autoFocus ?? !coarse;
  useEffect(() => {
    if (takesFocus) search.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  const pick = (emoji: string) => {
    void loadEmojiTable().then((table) => onPick({ emoji, shortcode: table.shortcodeOf(emoji) ?? emoji }));
  };
  return (
    <Frimousse.Root
      className={cx(styles.picker, className)}
      columns={9}
      skinTone={skinTone}
      resolveEmojiData={loadPickerData}
      onEmojiSelect={({ emoji }) => pick(emoji)}
    >
      <div className={styles.top}>
        <Frimousse.Search
          ref={search}
          className={styles.search}
          placeholder={labels.search}
          aria-label={labels.search}
        />
        <SkinToneButton label={labels.skinTone} />
      </div>
      {frequent.length > 0 && <Frequent emoji={frequent.slice(0, 9)} label={labels.frequent} onPick={pick} />}
      <Frimousse.Viewport className={styles.viewport}>
        <Frimousse.Loading className={styles.message}>
          <Spinner label={labels.loading} />
        </Frimousse.Loading>
        <Frimousse.Empty>
          <span className={styles.message}>{labels.empty}</span>
        </Frimousse.Empty>
        <Frimousse.List className={styles.list} components={{ CategoryHeader, Row, Emoji }} />
      </Frimousse.Viewport>
      <div className={styles.foot}>
        <Frimousse.ActiveEmoji>
          {({ emoji }) =>
            emoji ? (
              <>
                <span className={styles.preview}>{emoji.emoji}</span>
                <span className="truncate">{emoji.label}</span>
              </>
            ) : (
              <span>{labels.hint}</span>
            )
          }
        </Frimousse.ActiveEmoji>
      </div>
    </Frimousse.Root>
  );
}

function Frequent({
  emoji,
  label,
  onPick,
}: {
  emoji: readonly string[];
  label?: string;
  onPick: (emoji: string) => void;
}) {
  return (
    <div className={styles.frequent} role="group" aria-label={label}>
      {emoji.map((one) => (
        <button key={one} type="button" className={styles.emoji} onClick={() => onPick(one)}>
          {one}
        </button>
      ))}
    </div>
  );
}

const CategoryHeader = ({ category, ...props }: { category: { label: string } }) => (
  <div {...props} className={styles.category}>
    {category.label}
  </div>
);
type Index = { 'aria-rowindex'?: number; 'aria-colindex'?: number };
/** Frimousse counts from 0, ARIA from 1. The rows it finds again by that number, so only the impossible 0 goes. */
const Row = (props: Index) => (
  <div {...props} aria-rowindex={props['aria-rowindex'] || undefined} className={styles.row} />
);
const Emoji = ({ emoji, ...props }: { emoji: { emoji: string } } & Index) => (
  <button type="button" {...props} aria-colindex={(props['aria-colindex'] ?? 0) + 1} className={styles.emoji}>
    {emoji.emoji}
  </button>
);

function SkinToneButton({ label }: { label: string }) {
  return (
    <Frimousse.SkinTone emoji="✋">
      {({ skinTone, setSkinTone, skinToneVariations }) => {
        const index = Math.max(
          0,
          skinToneVariations.findIndex((one) => one.skinTone === skinTone),
        );
        const next = skinToneVariations[(index + 1) % skinToneVariations.length];
        const choose = () => {
          if (!next) return;
          setSkinTone(next.skinTone);
          keepSkinTone(next.skinTone);
        };
        return (
          <button type="button" className={styles.tone} aria-label={label} title={label} onClick={choose}>
            {skinToneVariations[index]?.emoji}
          </button>
        );
      }}
    </Frimousse.SkinTone>
  );
}

function readSkinTone(): SkinTone {
  try {
    const saved = localStorage.getItem(skinToneKey);
    return saved && ['light', 'medium-light', 'medium', 'medium-dark', 'dark'].includes(saved)
      ? (saved as SkinTone)
      : 'none';
  } catch {
    return 'none';
  }
}

function keepSkinTone(tone: string): void {
  try {
    localStorage.setItem(skinToneKey, tone);
  } catch {
    // No storage: the tone holds while the picker is open.
  }
}
