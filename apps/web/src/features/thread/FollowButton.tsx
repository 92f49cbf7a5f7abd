import { Bell, BellRing } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useMembership } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { useFollow } from '../../sync/threads.ts';
import { Button } from '../../ui/Button.tsx';

/** Whether one follows a thread, and the way to change that. For members of its channel. */
export function FollowButton({ channelId, rootId }: { channelId: string; rootId: string }) {
  const t = useTranslations('thread');
  const roost = useRoost();
  const follow = useFollow(rootId);
  const isMember = useMembership(channelId) !== undefined;
  if (!isMember) return null;
  const name = follow ? 'thread.unfollow' : 'thread.follow';
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={follow ? <BellRing /> : <Bell />}
      aria-pressed={follow !== null}
      aria-label={t('followThis')}
      title={follow ? t(follow) : undefined}
      onClick={() => roost.send({ name, args: { message: rootId } })}
    >
      {follow ? t('following') : t('follow')}
    </Button>
  );
}
