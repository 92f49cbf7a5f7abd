import type { Message } from '@roost/protocol/entities';
import { Bot } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageText } from '../markdown/MessageText.tsx';
import { Link } from '../navigation/Link.tsx';
import { useSelf, useUser } from '../sync/people.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { asSaid } from './asSaid.ts';
import { cx } from '../ui/cx.ts';
import { useEntityRenderers } from './Mentions.tsx';
import { Quotes } from './Quotes.tsx';
import { ago, fullTime } from './times.ts';
import { useCodeLabels } from './useCodeLabels.ts';
import styles from './MessageCard.module.css';

export interface MessageCardProps {
  workspaceId: string;
  message: Message;
  /** Where the message stands. */
  href: string;
  /** A line over the message: why it is shown here. */
  above?: ReactNode;
  /** Beside the time: the conversation that it is from. */
  from?: ReactNode;
  /** What one may do with it here. */
  actions?: ReactNode;
}

/** A message away from its conversation. The time leads to it. */
export function MessageCard({ workspaceId, message, href, above, from, actions }: MessageCardProps) {
  const t = useTranslations('timeline');
  const locale = useLocale();
  const labels = useCodeLabels();
  const author = useUser(workspaceId, message.author);
  const renderers = useEntityRenderers(workspaceId, useSelf(workspaceId)?.id ?? '');
  return (
    <article className={styles.card}>
      {above && <p className={styles.above}>{above}</p>}
      <header className={styles.head}>
        <Avatar
          id={message.author}
          name={author?.name ?? '?'}
          size={24}
          icon={author?.kind === 'bot' ? <Bot aria-hidden /> : undefined}
        />
        <b>{author?.name ?? t('unknownUser')}</b>
        <Link href={href} data-card-link>
          <time dateTime={message.createdAt} title={fullTime(locale, message.createdAt)}>
            {ago(locale, message.createdAt)}
          </time>
        </Link>
        {from}
      </header>
      <MessageText
        text={asSaid(message, t)}
        className={cx(styles.text, message.thirdPerson && styles.third)}
        lead={message.thirdPerson && <b>{author?.name ?? t('unknownUser')}</b>}
        labels={labels}
        suffix={message.editedAt ? <span className={styles.edited}>{t('edited')}</span> : undefined}
        {...renderers}
      />
      <Quotes workspaceId={workspaceId} id={message.id} text={message.text} quote={message.quote} />
      {actions && <div className={styles.actions}>{actions}</div>}
    </article>
  );
}
