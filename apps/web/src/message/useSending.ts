import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useRoost, type Roost } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';

/** Hands something to the outbox: its key, or null when that is full, which is said. */
export function useSending(): Roost['send'] {
  const roost = useRoost();
  const t = useTranslations('composer');
  return useCallback(
    (intent, options) => {
      const key = roost.send(intent, options);
      if (key === null) toasts.show({ id: 'outbox-full', text: t('full'), tone: 'danger' });
      return key;
    },
    [roost, t],
  );
}
