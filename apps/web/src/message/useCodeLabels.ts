import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { CodeLabels } from '../markdown/CodeBlock.tsx';

/** The words of code blocks; stable, so that texts are not rendered again. */
export function useCodeLabels(): CodeLabels {
  const t = useTranslations('timeline');
  return useMemo(
    () => ({
      copy: t('copy'),
      copied: t('copied'),
      code: t('code'),
      showAll: (lines) => t('showAll', { lines: String(lines) }),
      showLess: t('showLess'),
    }),
    [t],
  );
}
