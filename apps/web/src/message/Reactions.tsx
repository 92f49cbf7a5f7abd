import type { Reaction } from '@roost/protocol/entities';
import { SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useEmojiTable } from '../ui/emoji/emojiTable.ts';
import { ReactionPicker } from './ReactionPicker.tsx';
import styles from './MessageRow.module.css';

/** More kinds than this are summed up until one asks for them. */
const kindsShown = 20;
const namesShown = 12;

export interface ReactionsProps {
  reactions: readonly Reaction[];
  self: string;
  nameOf: (user: string) => string;
  /** Absent where one may not react. */
  onToggle?: (emoji: string, mine: boolean) => void;
}

/** The chips under a message. One's own are outlined and pressed. */
export function Reactions({ reactions, self, nameOf, onToggle }: ReactionsProps) {
  const t = useTranslations('reactions');
  const [isWhole, setIsWhole] = useState(false);
  const rest = reactions.length - kindsShown;
  const shown = isWhole ? reactions : reactions.slice(0, kindsShown);
  return (
    <div className={styles.reactions} role="group" aria-label={t('list')}>
      {shown.map((reaction) => (
        <Chip key={reaction.emoji} reaction={reaction} self={self} nameOf={nameOf} onToggle={onToggle} />
      ))}
      {rest > 0 && (
        <button type="button" className={styles.chip} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t('fewerKinds') : t('moreKinds', { count: String(rest) })}
        </button>
      )}
      {onToggle && (
        <ReactionPicker
          onPick={(emoji) => onToggle(emoji, false)}
          trigger={
            <button type="button" className={styles.chip} aria-label={t('add')}>
              <SmilePlus aria-hidden />
            </button>
          }
        />
      )}
    </div>
  );
}

type ChipProps = Omit<ReactionsProps, 'reactions'> & { reaction: Reaction };

function Chip({ reaction: { emoji, users }, self, nameOf, onToggle }: ChipProps) {
  const t = useTranslations('reactions');
  const tl = useTranslations('timeline');
  const mine = users.includes(self);
  const shown = users.slice(0, namesShown).map((user) => (user === self ? t('you') : nameOf(user)));
  const names = shown.join(', ');
  const who = users.length > namesShown ? tl('andOthers', { names, count: users.length - namesShown }) : names;
  const label = t('by', { names: who, emoji });
  return (
    <Tooltip label={label} placement="top">
      <button
        type="button"
        className={styles.chip}
        aria-pressed={mine}
        aria-label={label}
        disabled={!onToggle}
        onClick={() => onToggle?.(emoji, mine)}
      >
        <span className={styles.emoji} aria-hidden>
          <EmojiText emoji={emoji} />
        </span>
        {users.length}
      </button>
    </Tooltip>
  );
}

/** A reaction is a character or, when it came by name, `:name:`. */
export function EmojiText({ emoji }: { emoji: string }) {
  const byName = /^:[^:]+:$/.test(emoji);
  const table = useEmojiTable(byName);
  return <>{byName ? (table?.unicodeOf(emoji.slice(1, -1)) ?? emoji) : emoji}</>;
}
