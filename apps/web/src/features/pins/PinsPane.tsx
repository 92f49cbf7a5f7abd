import type { Message } from '@roost/protocol/entities';
import { Pin, PinOff, X } from 'lucide-react';
import { useMemo, type MouseEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { MessageCard } from '../../message/MessageCard.tsx';
import { messagePath } from '../../message/messageLink.ts';
import { ago } from '../../message/times.ts';
import { leaveCard, useCardKeys } from '../../message/useCardKeys.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { follow } from '../../navigation/Link.tsx';
import { useChannel, useChannelName, useChannelRights } from '../../sync/channels.ts';
import { useUnpinned } from '../../sync/outbox.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useIsPhone } from '../../ui/media.ts';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { usePins } from './usePins.ts';
import styles from './PinsPane.module.css';

export interface PinsPaneProps {
  workspaceId: string;
  channelId: string;
  onClose: () => void;
}

/** What is pinned to the conversation beside it. */
export function PinsPane({ workspaceId, channelId, onClose }: PinsPaneProps) {
  const t = useTranslations('pins');
  const words = useTranslations('words');
  const toText = useRejectText();
  const name = useChannelName(channelId);
  const channel = useChannel(channelId);
  const { pins, reload, loadMore } = usePins(channelId);
  return (
    <>
      <PaneHeader
        title={t('title')}
        subtitle={channel?.kind === 'direct' ? name : `# ${name}`}
        end={<IconButton label={words('close')} shortcut="Escape" icon={<X />} onClick={onClose} />}
      />
      <PaneBody>
        {pins.state === 'loading' && <SkeletonRows label={words('loading')} rows={3} />}
        {pins.state === 'failed' && (
          <EmptyState title={toText(pins.error)} action={<Button onClick={reload}>{words('retry')}</Button>} />
        )}
        {pins.state === 'loaded' && pins.value.messages.length === 0 && (
          <EmptyState icon={<Pin />} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        )}
        {pins.state === 'loaded' && (
          <PinList workspaceId={workspaceId} channelId={channelId} messages={pins.value.messages} />
        )}
        {pins.state === 'loaded' && pins.value.hasMore && (
          <div className={styles.more}>
            <Button onClick={loadMore}>{words('showMore')}</Button>
          </div>
        )}
      </PaneBody>
    </>
  );
}

function PinList({
  workspaceId,
  channelId,
  messages,
}: {
  workspaceId: string;
  channelId: string;
  messages: readonly Message[];
}) {
  const t = useTranslations('pins');
  const locale = useLocale();
  const roost = useRoost();
  const isPhone = useIsPhone();
  const canUnpin = useChannelRights(channelId).post;
  const people = useMemo(() => messages.flatMap(({ author, pinned }) => [author, pinned?.by ?? author]), [messages]);
  const nameOf = useNameOf(workspaceId, people);
  const keys = useCardKeys();
  const unpinned = useUnpinned();
  const unpin = (event: MouseEvent<HTMLElement>, message: Message) => {
    leaveCard(event.currentTarget);
    roost.send({ name: 'message.unpin', args: { message: message.id } });
  };
  return (
    <ul className={styles.list} aria-label={t('list')} onKeyDown={keys}>
      {messages.map((message) => {
        if (unpinned.includes(message.id)) return null;
        const href = messagePath(workspaceId, message, { pane: isPhone ? undefined : { kind: 'pins' } });
        return (
          <li key={message.id}>
            <MessageCard
              workspaceId={workspaceId}
              message={message}
              href={href}
              above={
                message.pinned && (
                  <>
                    <Pin aria-hidden />
                    {t('pinnedBy', { name: nameOf(message.pinned.by), ago: ago(locale, message.pinned.at) })}
                  </>
                )
              }
              actions={
                <>
                  <ButtonLink size="sm" href={href} onClick={follow}>
                    {t('jump')}
                  </ButtonLink>
                  {canUnpin && (
                    <Button size="sm" variant="ghost" icon={<PinOff />} onClick={(event) => unpin(event, message)}>
                      {t('unpin')}
                    </Button>
                  )}
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
