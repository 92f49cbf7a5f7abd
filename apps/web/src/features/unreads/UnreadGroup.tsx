import type { Message } from '@roost/protocol/entities';
import { Check } from 'lucide-react';
import { useEffect, useMemo, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { MessageCard } from '../../message/MessageCard.tsx';
import { messagePath } from '../../message/messageLink.ts';
import { useCardKeys } from '../../message/useCardKeys.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { follow, Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useChannel, useChannelName, useMembership } from '../../sync/channels.ts';
import { usePreference } from '../../sync/keeping.ts';
import { useWindow } from '../../sync/messages.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import styles from './Unreads.module.css';

const mostShown = 20;

export interface UnreadGroupProps {
  workspaceId: string;
  channelId: string;
  onRead: () => void;
}

/** What one has not read in a channel, the newest last, and what was cut off. */
export function UnreadGroup({ workspaceId, channelId, onRead }: UnreadGroupProps) {
  const t = useTranslations('unreads');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const { messages, earlier, isLoading } = useUnreadMessages(workspaceId, channelId);
  const keys = useCardKeys();
  const href = toPath({ at: 'channel', workspace: workspaceId, channel: channelId });
  const title = channel?.kind === 'direct' ? name : `#${name}`;
  const read = (event: MouseEvent<HTMLElement>) => {
    leaveGroup(event.currentTarget);
    onRead();
  };
  return (
    <section className={styles.group} aria-label={title} data-unread-group>
      <div className={styles.head}>
        <h2>
          <Link href={href}>{title}</Link>
        </h2>
        <Button size="sm" variant="ghost" icon={<Check />} aria-label={t('markReadOf', { name: title })} onClick={read}>
          {t('markRead')}
        </Button>
      </div>
      {earlier !== 0 && (
        <Link className={styles.earlier} href={href}>
          {earlier === null ? t('someEarlier') : t('earlier', { count: earlier })}
        </Link>
      )}
      {isLoading && <SkeletonRows label={title} rows={2} />}
      <ul className={styles.list} aria-label={t('messagesOf', { name: title })} onKeyDown={keys}>
        {messages.map((message) => (
          <li key={message.id}>
            <UnreadCard workspaceId={workspaceId} message={message} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function UnreadCard({ workspaceId, message }: { workspaceId: string; message: Message }) {
  const t = useTranslations('unreads');
  const href = messagePath(workspaceId, message);
  useNameOf(
    workspaceId,
    useMemo(() => [message.author], [message.author]),
  );
  return (
    <MessageCard
      workspaceId={workspaceId}
      message={message}
      href={href}
      actions={
        <ButtonLink size="sm" href={href} onClick={follow}>
          {t('jump')}
        </ButtonLink>
      }
    />
  );
}

/** Of a muted channel only what mentions one. `earlier`: how many are not shown; null when nobody knows. */
function useUnreadMessages(workspaceId: string, channelId: string) {
  const roost = useRoost();
  const window = useWindow(channelId);
  const unread = useMembership(channelId)?.unread;
  const { muted } = usePreference(channelId);
  const isMissing = window === undefined || window.stale;
  useEffect(() => {
    if (isMissing) roost.openChannel(channelId);
  }, [roost, channelId, isMissing, workspaceId]);
  return useMemo(() => {
    const wanted = (unread?.entries ?? []).filter(({ mention }) => mention || !muted);
    const instants = new Set(wanted.map(({ createdAt }) => createdAt));
    const messages = (window?.messages ?? []).filter(({ createdAt }) => instants.has(createdAt)).slice(-mostShown);
    const isLoading = messages.length === 0 && (window === undefined || window.status === 'loading');
    const hidden = wanted.length - messages.length;
    return { messages, isLoading, earlier: isLoading ? 0 : unread?.more ? null : hidden };
  }, [window, unread, muted]);
}

/** The group is about to go: the keyboard goes on in the next one, or at the page. */
function leaveGroup(inside: HTMLElement): void {
  const group = inside.closest('[data-unread-group]');
  const beside = group?.nextElementSibling ?? group?.previousElementSibling;
  const next = beside?.matches('[data-unread-group]') ? beside.querySelector('button') : null;
  (next ?? document.getElementById('content'))?.focus();
}
