import type { Preview } from '@roost/protocol/entities';
import { Bot, X } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageText } from '../markdown/MessageText.tsx';
import { Link } from '../navigation/Link.tsx';
import { useChannel, useChannelName } from '../sync/channels.ts';
import { useSelf, useUser } from '../sync/people.ts';
import { usePreview, type Previewed } from '../sync/previews.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { asSaid } from './asSaid.ts';
import { useEntityRenderers } from './Mentions.tsx';
import { messagePath } from './messageLink.ts';
import { ago, fullTime } from './times.ts';
import { useCodeLabels } from './useCodeLabels.ts';
import { useNameOf } from './useNameOf.ts';
import styles from './QuoteCard.module.css';

export interface QuoteCardProps {
  workspaceId: string;
  of: Previewed;
  /** The text leads there; whoever may not see it sees no card. A link to a version shows that version. */
  isLink?: boolean;
  /** Above the composer: takes it away. */
  onRemove?: () => void;
}

/** Another message, as it is now; or what was shared of it. */
export function QuoteCard({ workspaceId, of, isLink = false, onRemove }: QuoteCardProps) {
  const t = useTranslations('quotes');
  const preview = usePreview(of);
  if (preview === null && isLink) return null;
  return (
    <div
      role="group"
      className={styles.card}
      aria-label={t('label')}
      data-quote
      data-compact={onRemove ? true : undefined}
    >
      <Inside workspaceId={workspaceId} preview={preview} pins={isLink && of.rev !== undefined} />
      {onRemove && (
        <IconButton className={styles.remove} size="sm" label={t('remove')} icon={<X />} onClick={onRemove} />
      )}
    </div>
  );
}

function Inside({
  workspaceId,
  preview,
  pins,
}: {
  workspaceId: string;
  preview: Preview | null | undefined;
  pins: boolean;
}) {
  const t = useTranslations('quotes');
  switch (preview?.state) {
    case undefined:
      return preview === null ? <p className={styles.note}>{t('hidden')}</p> : <div className={styles.loading} />;
    case 'gone':
      return <p className={styles.note}>{t('gone')}</p>;
    case 'shared':
      return (
        <Said workspaceId={workspaceId} author={preview.quoted.author} text={preview.quoted.text}>
          <Time at={preview.createdAt} />
          <span>{t('shared')}</span>
        </Said>
      );
    case 'live':
      return <Live workspaceId={workspaceId} preview={preview} pins={pins} />;
  }
}

/** The text as it is, or, where that is meant, as it was; one leads to the other. */
function Live({
  workspaceId,
  preview: { message, quoted },
  pins,
}: {
  workspaceId: string;
  preview: Extract<Preview, { state: 'live' }>;
  pins: boolean;
}) {
  const t = useTranslations('quotes');
  const timeline = useTranslations('timeline');
  const [wanted, setWanted] = useState<boolean | null>(null);
  const asItWas = quoted !== undefined && (wanted ?? pins);
  const shown = asItWas ? quoted : message;
  return (
    <Said
      workspaceId={workspaceId}
      author={message.author}
      text={asSaid({ ...message, text: shown.text }, timeline)}
      thirdPerson={message.thirdPerson}
    >
      <Link href={messagePath(workspaceId, message, { version: asItWas ? quoted.rev : undefined })}>
        <Time at={message.createdAt} />
      </Link>
      <In channelId={message.channel} />
      {quoted ? (
        <button type="button" className={styles.other} onClick={() => setWanted(!asItWas)}>
          {t(asItWas ? 'newer' : 'editedSince')}
        </button>
      ) : (
        message.editedAt && <span>{t('edited')}</span>
      )}
    </Said>
  );
}

function Said({
  workspaceId,
  author,
  text,
  thirdPerson,
  children,
}: {
  workspaceId: string;
  author: string;
  text: string;
  thirdPerson?: boolean | undefined;
  children: ReactNode;
}) {
  const t = useTranslations('quotes');
  const labels = useCodeLabels();
  const user = useUser(workspaceId, author);
  const nameOf = useNameOf(
    workspaceId,
    useMemo(() => [author], [author]),
  );
  const renderers = useEntityRenderers(workspaceId, useSelf(workspaceId)?.id ?? '');
  return (
    <>
      <header className={styles.head}>
        <Avatar
          id={author}
          name={user?.name ?? '?'}
          size={20}
          icon={user?.kind === 'bot' ? <Bot aria-hidden /> : undefined}
        />
        <b>{nameOf(author)}</b>
        {children}
      </header>
      {text === '' ? (
        <p className={styles.note}>{t('quotesItself')}</p>
      ) : (
        <div className={styles.text} dir="auto">
          <MessageText
            text={text}
            className={thirdPerson ? styles.third : undefined}
            lead={thirdPerson && <b>{nameOf(author)}</b>}
            labels={labels}
            {...renderers}
          />
        </div>
      )}
    </>
  );
}

function Time({ at }: { at: string }) {
  const locale = useLocale();
  return (
    <time dateTime={at} title={fullTime(locale, at)}>
      {ago(locale, at)}
    </time>
  );
}

function In({ channelId }: { channelId: string }) {
  const t = useTranslations('quotes');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  if (!channel) return null;
  return <span className={styles.in}>{t('in', { place: channel.kind === 'direct' ? name : `#${name}` })}</span>;
}
