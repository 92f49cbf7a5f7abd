import { Suspense, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { isUnfetched } from '../ui/lazyAgain.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';

/** Keeps a fault, and the wait for code that is fetched later, inside one pane. */
export function PaneBoundary({ resetKey, children }: { resetKey?: string; children: ReactNode }) {
  const t = useTranslations('app');
  const words = useTranslations('words');
  return (
    <ErrorBoundary
      title={(error) => (isUnfetched(error) ? words('unreachable') : t('crashedTitle'))}
      reloadLabel={words('reload')}
      copyLabel={words('copyDetails')}
      resetKey={resetKey}
    >
      <Suspense fallback={<SkeletonRows label={words('loading')} />}>{children}</Suspense>
    </ErrorBoundary>
  );
}
