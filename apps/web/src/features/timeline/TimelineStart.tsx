import { useTranslations } from 'use-intl';
import { useChannel, useChannelName, useOthers } from '../../sync/channels.ts';
import styles from './Timeline.module.css';

/** What stands above the first message of all. */
export function TimelineStart({ channelId }: { channelId: string }) {
  const t = useTranslations('timeline');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const others = useOthers(channelId);
  const isDirect = channel?.kind === 'direct';
  const text = !isDirect
    ? t('startOfChannel', { name })
    : others.length > 0
      ? t('startOfDirect', { names: name })
      : t('startOfSelf');
  return (
    <article className={styles.start} aria-posinset={1} aria-setsize={-1} data-row="start" tabIndex={-1}>
      <h2>{isDirect ? name : `#${name}`}</h2>
      <p>{text}</p>
      {channel?.topic && <p>{channel.topic}</p>}
      {channel?.description && <p className={styles.about}>{channel.description}</p>}
    </article>
  );
}
