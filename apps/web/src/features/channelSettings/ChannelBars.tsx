import { Archive, Megaphone } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useChannel, useChannelRights, useMembership } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { useAct } from './useAct.ts';
import styles from './ChannelHeader.module.css';

/** In the composer's place where one cannot write: why, and what one can do about it. */
export function ChannelBar({ channelId }: { channelId: string }) {
  const channel = useChannel(channelId);
  const isMember = useMembership(channelId) !== undefined;
  if (channel?.archivedAt) return <ArchivedBar channelId={channelId} />;
  return isMember ? <ReadBar channelId={channelId} /> : <JoinBar channelId={channelId} />;
}

/** In the composer's place while one only looks into a public channel. */
function JoinBar({ channelId }: { channelId: string }) {
  const t = useTranslations('channelBars');
  const channel = useChannel(channelId);
  const { busy, run } = useAct();
  const roost = useRoost();
  return (
    <div className={styles.bar}>
      <b>{t('previewBar', { name: channel?.name ?? '' })}</b>
      <Button
        variant="primary"
        busy={busy}
        onClick={() => void run(() => roost.command('channel.join', { channel: channelId }))}
      >
        {t('join')}
      </Button>
    </div>
  );
}

/** In the composer's place once the channel is archived. */
function ArchivedBar({ channelId }: { channelId: string }) {
  const t = useTranslations('channelBars');
  const rights = useChannelRights(channelId);
  const roost = useRoost();
  const { busy, run } = useAct();
  return (
    <div className={styles.bar}>
      <Archive size={18} aria-hidden />
      <span>{t('archivedBar')}</span>
      {rights.archive && (
        <Button busy={busy} onClick={() => void run(() => roost.command('channel.unarchive', { channel: channelId }))}>
          {t('unarchive')}
        </Button>
      )}
    </div>
  );
}

/** In the composer's place where one only reads. */
function ReadBar({ channelId }: { channelId: string }) {
  const t = useTranslations('channelBars');
  const channel = useChannel(channelId);
  const text = channel?.posting?.replies ? 'readBarReplies' : 'readBar';
  return (
    <div className={styles.bar}>
      <Megaphone size={18} aria-hidden />
      <span>{t(text, { name: channel?.name ?? '' })}</span>
    </div>
  );
}
