import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useChannel, useChannelName, useChannelRights } from '../../sync/channels.ts';
import { useHasDraft } from '../../sync/drafts.ts';
import { useRoost } from '../../sync/roost.ts';
import { useFollow, useNewestUnread, useThreadUnread } from '../../sync/threads.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { FollowButton } from './FollowButton.tsx';
import { ThreadItemRows } from './ThreadItemRows.tsx';
import type { ThreadsPageProps } from './ThreadsPage.tsx';
import type { ListedThread } from './useThreadList.ts';
import styles from './ThreadsPage.module.css';

type ItemProps = { workspaceId: string; thread: ListedThread; composer: ThreadsPageProps['composer'] };

/** One followed thread: what it is about, the last replies, what is new, and room for an answer. */
export function ThreadItem({ workspaceId, thread, composer }: ItemProps) {
  const t = useTranslations('threads');
  const { id: rootId, channel: channelId } = thread.root;
  const roost = useRoost();
  const name = useChannelName(channelId);
  useEffect(() => {
    roost.openThread(rootId, channelId);
    return () => roost.closeThread(rootId);
  }, [roost, rootId, channelId]);
  const canReply = useChannelRights(channelId).reply;
  return (
    <section className={styles.item} aria-label={t('item', { channel: name })}>
      <Head workspaceId={workspaceId} channelId={channelId} rootId={rootId} />
      <ThreadItemRows workspaceId={workspaceId} root={thread.root} />
      {canReply && <Reply channelId={channelId} rootId={rootId} composer={composer} />}
    </section>
  );
}

type Ids = { channelId: string; rootId: string };

function Head({ workspaceId, channelId, rootId }: Ids & { workspaceId: string }) {
  const t = useTranslations('threads');
  const tt = useTranslations('thread');
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const follow = useFollow(rootId);
  const markRead = useMarkRead(rootId);
  const unread = useThreadUnread(rootId);
  const pane = { kind: 'thread', root: rootId } as const;
  return (
    <div className={styles.head}>
      <div className={styles.where}>
        <Link href={toPath({ at: 'channel', workspace: workspaceId, channel: channelId, message: rootId, pane })}>
          {channel?.kind === 'direct' ? name : `# ${name}`}
        </Link>
        <p>
          <span>{follow ? tt(follow) : t('notFollowed')}</span>
          {unread.any && (
            <span className={styles.new}>
              <i aria-hidden />
              {t('new', { count: unread.count })}
            </span>
          )}
        </p>
      </div>
      {unread.any && <IconButton label={t('markRead')} icon={<Check />} onClick={markRead} />}
      <FollowButton channelId={channelId} rootId={rootId} />
    </div>
  );
}

/** Up to the newest reply that is unread. */
function useMarkRead(rootId: string): () => void {
  const roost = useRoost();
  const newest = useNewestUnread(rootId);
  return () => {
    if (newest !== undefined) roost.markThreadRead(rootId, newest);
  };
}

/** A line that becomes a composer when one means it; one with a draft is one from the start. */
function Reply({ channelId, rootId, composer }: Ids & Pick<ItemProps, 'composer'>) {
  const t = useTranslations('thread');
  const hasDraft = useHasDraft(`${channelId}/${rootId}`);
  const [isOpen, setIsOpen] = useState(hasDraft);
  const markRead = useMarkRead(rootId);
  if (isOpen) return composer({ channelId, rootId, onSent: markRead });
  return (
    <div className={styles.reply}>
      <button type="button" className={styles.replyButton} onClick={() => setIsOpen(true)}>
        {t('reply')}
      </button>
    </div>
  );
}
