import { useTranslations } from 'use-intl';
import type { EmojiPickerProps } from '../ui/EmojiPicker.tsx';

/** The words of the emoji picker. */
export function usePickerLabels(): EmojiPickerProps['labels'] {
  const t = useTranslations('reactions');
  return { search: t('search'), empty: t('empty'), loading: t('loading'), skinTone: t('skinTone'), hint: t('hint') };
}
