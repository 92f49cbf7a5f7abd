import { limits } from '@roost/protocol/limits';
import { AtSign, CaseSensitive, SendHorizontal, Smile } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { usePickerLabels } from '../../message/usePickerLabels.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { late } from '../../ui/late.tsx';
import { LazyEmojiPicker } from '../../ui/LazyEmojiPicker.tsx';
import { useIsPhone } from '../../ui/media.ts';
import { Popover } from '../../ui/Popover.tsx';
import { insert } from './editing.ts';
import type { ComposerModel } from './useComposer.ts';
import styles from './Composer.module.css';

const ComposerMore = late(
  async () => (await import('./ComposerMore.tsx')).ComposerMore,
  <span className={styles.more} />,
);
const SendLater = late(async () => (await import('./SendLater.tsx')).SendLater, <span className={styles.later} />);

/** From here on the room that is left is shown. */
const countFrom = 1_000;

interface ComposerBarProps {
  composer: ComposerModel;
  formatting: boolean;
  onFormatting: () => void;
}

/** The line under the text: tools at its start, Send at its end. */
export function ComposerBar({ composer, formatting, onFormatting }: ComposerBarProps) {
  const t = useTranslations('composer');
  const phone = useIsPhone();
  const { text, present, apply, send, sendable } = composer;
  const sign = () => (/(^|\s)$/.test(text.slice(0, present().start)) ? '@' : ' @');
  return (
    <div className={styles.bar}>
      <ComposerMore composer={composer} />
      {!phone && (
        <IconButton
          label={t(formatting ? 'hideFormatting' : 'showFormatting')}
          pressed={formatting}
          icon={<CaseSensitive />}
          tooltipPlacement="top"
          onClick={onFormatting}
        />
      )}
      <EmojiButton onPick={(emoji) => apply(insert(present(), emoji))} />
      {!phone && (
        <IconButton
          label={t('mention')}
          icon={<AtSign />}
          tooltipPlacement="top"
          onClick={() => apply(insert(present(), sign()))}
        />
      )}
      <Room composer={composer} />
      <IconButton
        className={styles.send}
        label={t('send')}
        variant={sendable ? 'primary' : 'ghost'}
        icon={<SendHorizontal />}
        aria-disabled={!sendable}
        tooltip={!phone}
        tooltipPlacement="top"
        // The keyboard of a phone stays open.
        onPointerDown={(event) => event.preventDefault()}
        onClick={send}
      />
      {(sendable || !phone) && !composer.urging && !composer.isCommand && (
        <SendLater later={composer.later} disabled={!sendable} />
      )}
    </div>
  );
}

/** How much still fits, once that matters; before, how to make a new line. */
function Room({ composer: { text, left } }: { composer: ComposerModel }) {
  const t = useTranslations('composer');
  if (text.length > limits.messageText - countFrom) {
    return (
      <span className={styles.count} data-over={left < 0 || undefined} role={left < 0 ? 'alert' : undefined}>
        {left < 0 ? t('tooLong', { count: -left }) : t('left', { count: left })}
      </span>
    );
  }
  return (
    <span className={styles.hint} data-idle={text === '' || undefined} aria-hidden>
      <Kbd keys="Shift+Enter" /> {t('newLine')}
    </span>
  );
}

function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useTranslations('composer');
  const labels = usePickerLabels();
  return (
    <Popover
      trigger={<IconButton label={t('emoji')} icon={<Smile />} tooltipPlacement="top" />}
      label={t('emoji')}
      flush
    >
      {(close) => (
        <LazyEmojiPicker
          labels={labels}
          onPick={({ emoji }) => {
            close();
            onPick(emoji);
          }}
        />
      )}
    </Popover>
  );
}
