import type { Quote } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { QuoteCard } from '../../message/QuoteCard.tsx';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useChannel, useChannelName } from '../../sync/channels.ts';
import styles from './Drafts.module.css';

interface PlaceCardProps {
  workspaceId: string;
  channel: string;
  threadRoot: string | undefined;
  when: ReactNode;
  text: string;
  quote: Quote | null;
  children: ReactNode;
}

/** A text, where it belongs, and what one may do with it. */
export function PlaceCard({ workspaceId, channel, threadRoot, when, text, quote, children }: PlaceCardProps) {
  const title = usePlaceTitle(channel, threadRoot);
  const isKnown = useChannel(channel) !== undefined;
  const pane = threadRoot !== undefined && { pane: { kind: 'thread' as const, root: threadRoot } };
  return (
    <article className={styles.card} aria-label={title}>
      <header>
        <h2>
          {isKnown ? (
            <Link href={toPath({ at: 'channel', workspace: workspaceId, channel, ...pane })} data-card-link>
              {title}
            </Link>
          ) : (
            <span tabIndex={-1} data-card-link>
              {title}
            </span>
          )}
        </h2>
        <span className={styles.when}>{when}</span>
      </header>
      {text !== '' && (
        <p className={styles.text} dir="auto">
          {text}
        </p>
      )}
      {quote && <QuoteCard workspaceId={workspaceId} of={quote} />}
      <footer>{children}</footer>
    </article>
  );
}

/** `#general`, `Ade, in a thread` … */
function usePlaceTitle(channelId: string, threadRoot: string | undefined): string {
  const t = useTranslations('drafts');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  if (!channel) return t('unknownChannel');
  const title = channel.kind === 'direct' ? name : `#${name}`;
  return threadRoot === undefined ? title : t('inThread', { name: title });
}
