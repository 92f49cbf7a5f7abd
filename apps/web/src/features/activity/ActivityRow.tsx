import type { Activity } from '@roost/protocol/entities';
import { isId } from '@roost/protocol/ids';
import { AtSign, MessagesSquare, SmilePlus } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { MessageCard } from '../../message/MessageCard.tsx';
import { messagePath } from '../../message/messageLink.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { follow } from '../../navigation/Link.tsx';
import { useChannel, useChannelName } from '../../sync/channels.ts';
import { useSelf } from '../../sync/people.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import type { ActivityGroup } from './grouped.ts';
import styles from './Activity.module.css';

const icons = { mention: <AtSign />, reply: <MessagesSquare />, reaction: <SmilePlus /> };

/** Something that concerns one, why it does, and the way to it. */
export function ActivityRow({
  workspaceId,
  group,
  isNew,
}: {
  workspaceId: string;
  group: ActivityGroup;
  isNew: boolean;
}) {
  const t = useTranslations('activity');
  const { message, kind } = group.entries[0];
  const href = messagePath(workspaceId, message);
  const why = useWhy(workspaceId, group.entries);
  return (
    <MessageCard
      workspaceId={workspaceId}
      message={message}
      href={href}
      above={
        <>
          {icons[kind]}
          <span>{why}</span>
          {isNew && <b className={styles.new}>{t('new')}</b>}
        </>
      }
      from={<From channelId={message.channel} />}
      actions={
        <ButtonLink size="sm" href={href} onClick={follow}>
          {t('open')}
        </ButtonLink>
      }
    />
  );
}

function From({ channelId }: { channelId: string }) {
  const t = useTranslations('activity');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  if (!channel) return null;
  return <span className={styles.from}>{t('in', { place: channel.kind === 'direct' ? name : `#${name}` })}</span>;
}

/** In words: who did what, and why one is told. */
function useWhy(workspaceId: string, entries: ActivityGroup['entries']): ReactNode {
  const t = useTranslations('activity');
  const self = useSelf(workspaceId)?.id;
  const [first] = entries;
  const people = useMemo(() => [...new Set(entries.map(({ by }) => by))], [entries]);
  const nameOf = useNameOf(workspaceId, people);
  const who = nameOf(first.by);
  switch (first.kind) {
    case 'mention':
      if (first.target === 'here') return t('mentionedHere', { who });
      if (isId(first.target, 'group')) return t('mentionedGroup', { who });
      return t(first.target === self ? 'mentioned' : 'mentionedAll', { who });
    case 'reply':
      return t(`reply_${first.follow}`, { who });
    case 'reaction':
      return t('reacted', { who, others: people.length - 1, emoji: emojiIn(entries) });
  }
}

function emojiIn(entries: readonly Activity[]): string {
  return [...new Set(entries.flatMap((entry) => (entry.kind === 'reaction' ? entry.emoji : [])))].join(' ');
}
