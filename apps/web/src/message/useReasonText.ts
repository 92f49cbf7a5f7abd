import type { OutboxEntry } from '@roost/client/types';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../i18n/useRejectText.ts';

type Reason = Extract<OutboxEntry['state'], { type: 'failed' }>['reason'];

/** Why a message was not sent, in words. */
export function useReasonText(): (reason: Reason) => string {
  const t = useTranslations('timeline');
  const toText = useRejectText();
  return useCallback((reason) => (reason === 'expired' ? t('expired') : toText(reason)), [t, toText]);
}
