import type { OutboxEntry } from '@roost/client/types';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

type Reason = Extract<OutboxEntry['state'], { type: 'failed' }>['reason'];

/** Why a message was not sent, in words. */
export function useReasonText(): (reason: Reason) => string {
  const t = useTranslations('timeline');
  return useCallback((reason) => (reason === 'expired' ? t('expired') : reason.detail), [t]);
}
