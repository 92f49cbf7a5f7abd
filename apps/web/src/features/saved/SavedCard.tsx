import type { Message } from '@roost/protocol/entities';
import { AlarmClock, BookmarkX, Check, RotateCcw } from 'lucide-react';
import { useMemo, type MouseEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageCard } from '../../message/MessageCard.tsx';
import { useMessageLayers } from '../../message/messageLayers.ts';
import { messagePath } from '../../message/messageLink.ts';
import { ago } from '../../message/times.ts';
import { leaveCard } from '../../message/useCardKeys.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { follow } from '../../navigation/Link.tsx';
import { useChannel, useChannelName } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import type { SavedEntry } from './useSaved.ts';
import styles from './Saved.module.css';

/** A saved message and what one may do with it; of one that is gone only that. */
export function SavedCard({ workspaceId, entry }: { workspaceId: string; entry: SavedEntry }) {
  const { message } = entry;
  return message ? <Shown workspaceId={workspaceId} entry={entry} message={message} /> : <Gone entry={entry} />;
}

function Shown({ workspaceId, entry, message }: { workspaceId: string; entry: SavedEntry; message: Message }) {
  const t = useTranslations('saved');
  const locale = useLocale();
  const href = messagePath(workspaceId, message);
  const { savedAt, doneAt } = entry.saved;
  useNameOf(
    workspaceId,
    useMemo(() => [message.author], [message.author]),
  );
  return (
    <MessageCard
      workspaceId={workspaceId}
      message={message}
      href={href}
      above={doneAt ? t('doneAgo', { ago: ago(locale, doneAt) }) : t('savedAgo', { ago: ago(locale, savedAt) })}
      from={<From channelId={message.channel} />}
      actions={
        <>
          <ButtonLink size="sm" href={href} onClick={follow}>
            {t('jump')}
          </ButtonLink>
          <Acts entry={entry} />
        </>
      }
    />
  );
}

function From({ channelId }: { channelId: string }) {
  const t = useTranslations('saved');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  if (!channel) return null;
  return <span className={styles.from}>{t('in', { place: channel.kind === 'direct' ? name : `#${name}` })}</span>;
}

function Gone({ entry }: { entry: SavedEntry }) {
  const t = useTranslations('saved');
  return (
    <article className={styles.gone} aria-label={t('goneLabel')}>
      <p>{t('gone')}</p>
      <div>
        <Acts entry={entry} />
      </div>
    </article>
  );
}

function Acts({ entry: { saved } }: { entry: SavedEntry }) {
  const t = useTranslations('saved');
  const reminders = useTranslations('reminders');
  const { remind } = useMessageLayers();
  const roost = useRoost();
  const isDone = saved.doneAt !== undefined;
  const act = (event: MouseEvent<HTMLElement>, intent: Parameters<typeof roost.send>[0]) => {
    leaveCard(event.currentTarget);
    roost.send(intent);
  };
  const args = { message: saved.message };
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        icon={isDone ? <RotateCcw /> : <Check />}
        onClick={(event) => act(event, { name: 'message.save', args: isDone ? args : { ...args, done: true } })}
      >
        {t(isDone ? 'markToDo' : 'markDone')}
      </Button>
      {!isDone && (
        <Button size="sm" variant="ghost" icon={<AlarmClock />} onClick={() => remind({ id: saved.message })}>
          {reminders('remind')}
        </Button>
      )}
      <Button
        size="sm"
        variant="ghost"
        icon={<BookmarkX />}
        onClick={(event) => act(event, { name: 'message.unsave', args })}
      >
        {t('remove')}
      </Button>
    </>
  );
}
