import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { toReject } from '../sync/reject.ts';

/** What to tell a person about a failed act. The server's own sentence where it knows more than the code says. */
export function useRejectText(): (error: unknown) => string {
  const t = useTranslations('words');
  return useCallback(
    (error) => {
      const reject = toReject(error);
      if (!reject) return t('unreachable');
      switch (reject.code) {
        case 'internal':
          return t('somethingWrong');
        case 'busy':
        case 'unavailable':
          return t('unreachable');
        case 'rate_limited':
          return t('tooMany');
        case 'forbidden':
          return t('notAllowed');
        default:
          return reject.detail || t('somethingWrong');
      }
    },
    [t],
  );
}
