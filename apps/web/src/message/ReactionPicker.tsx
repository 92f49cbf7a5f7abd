import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl';
import { usePickerLabels } from './usePickerLabels.ts';
import { LazyEmojiPicker } from '../ui/LazyEmojiPicker.tsx';
import { Popover } from '../ui/Popover.tsx';

/** A button that opens the emoji picker. */
export function ReactionPicker({
  trigger,
  onPick,
  open,
  onOpenChange,
}: {
  trigger: ReactElement;
  onPick: (emoji: string) => void;
  /** Given where something else opens it too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  const t = useTranslations('reactions');
  const labels = usePickerLabels();
  return (
    <Popover trigger={trigger} label={t('add')} flush open={open} onOpenChange={onOpenChange}>
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
