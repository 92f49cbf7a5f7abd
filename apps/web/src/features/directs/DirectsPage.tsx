import type { Message } from '@roost/protocol/entities';
import { SquarePen } from 'lucide-react';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { plainText } from '../../markdown/plainText.ts';
import { asSaid } from '../../message/asSaid.ts';
import { ago, daysAgo, fullTime, timeOfDay } from '../../message/times.ts';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { channelNameOf, useChannel, useChannelName, useOthers, useUnread } from '../../sync/channels.ts';
import { mentionedName } from '../../sync/groups.ts';
import { useSelf, useUser } from '../../sync/people.ts';
import { usePresenceShape } from '../../sync/quiet.ts';
import { useCore } from '../../sync/roost.ts';
import { Avatar, GroupAvatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { useDirects, type DirectPreview } from './useDirects.ts';
import styles from './Directs.module.css';

interface DirectsPageProps {
  workspaceId: string;
  onNew: () => void;
  start?: ReactNode;
  level: 1 | 2;
}

/** The direct conversations, the newest first, each with its last message. */
export function DirectsPage({ workspaceId, onNew, start, level }: DirectsPageProps) {
  const t = useTranslations('directs');
  const { directs, hasMore, more } = useDirects(workspaceId);
  const list = useRef<HTMLUListElement>(null);
  return (
    <div className={styles.page}>
      <PaneHeader
        level={level}
        title={t('title')}
        start={start}
        end={<IconButton variant="raised" label={t('new')} icon={<SquarePen />} onClick={onNew} />}
      />
      <PaneBody>
        {directs.length === 0 && (
          <EmptyState title={t('none')} action={<Button onClick={onNew}>{t('start')}</Button>} />
        )}
        <ul ref={list} className={styles.list} aria-label={t('title')} onKeyDown={(event) => step(event, list.current)}>
          {directs.map((direct) => (
            <DirectRow key={direct.channelId} workspaceId={workspaceId} {...direct} />
          ))}
        </ul>
        {hasMore && (
          <div className={styles.more}>
            <Button onClick={more}>{t('more')}</Button>
          </div>
        )}
      </PaneBody>
    </div>
  );
}

/** Arrows go from row to row. */
function step(event: KeyboardEvent, list: HTMLElement | null): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !list) return;
  const rows = [...list.querySelectorAll<HTMLElement>('a')];
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function DirectRow({ workspaceId, channelId, message }: DirectPreview & { workspaceId: string }) {
  const t = useTranslations('directs');
  const words = useTranslations('words');
  const name = useChannelName(channelId);
  const { any, badge } = useUnread(channelId);
  const isOwn = useOthers(channelId).length === 0;
  return (
    <li>
      <Link
        href={toPath({ at: 'channel', workspace: workspaceId, channel: channelId })}
        className={cx(styles.row, any && styles.unread)}
        data-row={channelId}
        data-name={name}
      >
        <Face workspaceId={workspaceId} channelId={channelId} />
        <span className={styles.texts}>
          <span className={styles.name}>
            {name}
            {isOwn && <span className={styles.you}>{words('you')}</span>}
          </span>
          <span className={styles.preview}>{message && <Preview workspaceId={workspaceId} message={message} />}</span>
        </span>
        <span className={styles.end}>
          {message && <When at={message.createdAt} />}
          <Badge count={badge} label={t('unread', { count: badge })} />
        </span>
      </Link>
    </li>
  );
}

function Preview({ workspaceId, message }: { workspaceId: string; message: Message }): string {
  const t = useTranslations('directs');
  const { store } = useCore();
  const self = useSelf(workspaceId)?.id;
  const author = useUser(workspaceId, message.author)?.name ?? '…';
  const names = {
    user: (id: string) => mentionedName(store.getState(), workspaceId, id) ?? '…',
    channel: (id: string) => channelNameOf(store.getState(), id),
  };
  const timeline = useTranslations('timeline');
  const said = plainText(asSaid(message, timeline), names, 160);
  const text = said === '' && message.files ? t('files') : said;
  if (message.system || message.thirdPerson) return `${author} ${text}`;
  return message.author === self ? t('previewYou', { text }) : t('preview', { author: author.split(' ')[0]!, text });
}

/** The time today, else how long ago it was. */
function When({ at }: { at: string }) {
  const locale = useLocale();
  const day = new Date(at);
  const local = `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;
  return (
    <time dateTime={at} title={fullTime(locale, at)}>
      {daysAgo(local) === 0 ? timeOfDay(locale, at) : ago(locale, at)}
    </time>
  );
}

function Face({ workspaceId, channelId }: { workspaceId: string; channelId: string }) {
  const others = useOthers(channelId);
  const channel = useChannel(channelId);
  const only = others.length > 1 ? null : (others[0] ?? channel?.users?.[0] ?? null);
  const user = useUser(workspaceId, only);
  const shape = usePresenceShape(user);
  if (!only) return <GroupAvatar count={others.length} size={40} />;
  return <Avatar id={only} name={user?.name ?? ''} size={40} presence={shape} />;
}
