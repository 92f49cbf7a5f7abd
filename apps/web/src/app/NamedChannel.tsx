import { Hash } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useGo } from '../navigation/usePlace.ts';
import { useIsLive } from '../sync/connection.ts';
import { toReject } from '../sync/reject.ts';
import { useRoost } from '../sync/roost.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';

/** Leads from a channel's name, or one that it had before, to the channel. */
export function NamedChannel({ workspaceId, name }: { workspaceId: string; name: string }) {
  const t = useTranslations('app');
  const words = useTranslations('words');
  const roost = useRoost();
  const go = useGo();
  const isLive = useIsLive();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (!isLive) return;
    let left = false;
    setMissing(false);
    roost.query('channel.byName', { workspace: workspaceId, name }).then(
      ({ channel }) => {
        if (!left) go({ at: 'channel', workspace: workspaceId, channel: channel.id }, { replace: 'on' });
      },
      (error: unknown) => {
        if (!left && toReject(error)?.retryable === false) setMissing(true);
      },
    );
    return () => void (left = true);
  }, [roost, go, isLive, workspaceId, name]);
  if (!isMissing) return <SkeletonRows label={words('loading')} />;
  return (
    <EmptyState icon={<Hash />} title={t('channelGoneTitle')}>
      {t('channelGoneText')}
    </EmptyState>
  );
}
