import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import type { Fetched } from './useFetched.ts';

/** Skeleton, failure with a way out, or the list. */
export function FetchedList<T>({
  fetched,
  onRetry,
  children,
}: {
  fetched: Fetched<T>;
  onRetry: () => void;
  children: (value: T) => ReactNode;
}) {
  const words = useTranslations('words');
  const toText = useRejectText();
  switch (fetched.state) {
    case 'loading':
      return (
        <SkeletonRows
          label={words('loading')}
          look="line"
          rows={3}
          slow={{ text: words('stillLoading'), retryLabel: words('retry'), onRetry }}
        />
      );
    case 'failed':
      return <EmptyState title={toText(fetched.error)} action={<Button onClick={onRetry}>{words('retry')}</Button>} />;
    case 'loaded':
      return children(fetched.value);
  }
}
