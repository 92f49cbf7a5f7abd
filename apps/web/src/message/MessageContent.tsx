import type { OutboxEntry } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import { ChevronRight, CornerDownRight, FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageText } from '../markdown/MessageText.tsx';
import { plainText } from '../markdown/plainText.ts';
import { safeHref } from '../markdown/safeHref.ts';
import { useKnownMessage } from '../sync/messages.ts';
import { useThreadUnread } from '../sync/threads.ts';
import { AvatarStack } from '../ui/Avatar.tsx';
import { cx } from '../ui/cx.ts';
import { Acknowledging } from './Acknowledging.tsx';
import { asSaid } from './asSaid.ts';
import { useMessageLayers } from './messageLayers.ts';
import { NotSent } from './NotSent.tsx';
import { PollAnswers } from './PollAnswers.tsx';
import { PriorityLabel } from './PriorityLabel.tsx';
import { Waiting } from './PendingRow.tsx';
import { Quotes } from './Quotes.tsx';
import { Reactions } from './Reactions.tsx';
import { ago } from './times.ts';
import { useCodeLabels } from './useCodeLabels.ts';
import type { MessageList } from './useMessageList.ts';
import { useReasonText } from './useReasonText.ts';
import { useSlow } from './useSlow.ts';
import { editIn, type EditIntent } from './withIntents.ts';
import styles from './MessageRow.module.css';

export interface MessageContentProps {
  list: MessageList;
  message: Message;
  /** What one has done to it and the server has not confirmed. */
  intents: readonly OutboxEntry[];
  /** In the third person: whose name the text goes on after, and when it was said. */
  said?: { name: ReactNode; time: ReactNode } | undefined;
}

/** What was said, and what others made of it. */
export function MessageContent({ list, message, intents, said }: MessageContentProps) {
  const t = useTranslations('timeline');
  const labels = useCodeLabels();
  const edit = editIn(intents);
  const unconfirmed = intents.findLast(({ name }) => name === 'message.edit' || name === 'message.delete');
  const slow = useSlow(unconfirmed && { queuedAt: unconfirmed.queuedAt, state: unconfirmed.state.type });
  const { self, nameOf, renderers } = list;
  const { toggleReaction, openThread } = list.actions;
  if (message.deletedAt) {
    return (
      <>
        <p className={styles.gone}>{t('deleted')}</p>
        {openThread && <ThreadSummary message={message} nameOf={nameOf} onOpen={() => openThread(message)} />}
      </>
    );
  }
  const edited = message.editedAt ? <Edited message={message} /> : undefined;
  const isDim = slow || edit?.state.type === 'failed';
  return (
    <>
      {message.inChannel && <InBoth message={message} list={list} />}
      {message.priority && <PriorityLabel priority={message.priority} />}
      {(message.text !== '' || slow) && (
        <MessageText
          text={message.text}
          className={cx(styles.text, isDim && styles.dim, said && styles.third)}
          labels={labels}
          lead={said?.name}
          suffix={said ? <SaidAt time={said.time}>{slow ? <Waiting /> : edited}</SaidAt> : slow ? <Waiting /> : edited}
          {...renderers}
        />
      )}
      <Quotes workspaceId={list.workspaceId} id={message.id} text={message.text} quote={message.quote} />
      {edit?.state.type === 'failed' && (
        <EditFailure list={list} message={message} edit={edit} reason={edit.state.reason} />
      )}
      {message.poll && <PollAnswers list={list} poll={message.poll} message={message} intents={intents} />}
      {message.acknowledged && <Acknowledging list={list} message={message} intents={intents} />}
      {message.files && <Files files={message.files} />}
      {message.reactions.length > 0 && (
        <Reactions
          reactions={message.reactions}
          self={self}
          nameOf={nameOf}
          onToggle={toggleReaction && ((emoji, mine) => toggleReaction(message, emoji, mine))}
        />
      )}
      {message.replyCount && openThread && (
        <ThreadSummary message={message} nameOf={nameOf} onOpen={() => openThread(message)} />
      )}
    </>
  );
}

/** When it was said, behind what was said in the third person. */
export function SaidAt({ time, children }: { time: ReactNode; children: ReactNode }) {
  return (
    <>
      {children} <span className={styles.saidAt}>{time}</span>
    </>
  );
}

/** The mark of an edited message opens what it said before. */
function Edited({ message }: { message: Message }) {
  const t = useTranslations('timeline');
  const { showVersions } = useMessageLayers();
  return (
    <button type="button" className={styles.edited} title={t('showVersions')} onClick={() => showVersions(message)}>
      {t('edited')}
    </button>
  );
}

type Reason = Extract<OutboxEntry['state'], { type: 'failed' }>['reason'];

/** A text that the server refused stays until its author decides. */
function EditFailure({
  list,
  message,
  edit,
  reason,
}: {
  list: MessageList;
  message: Message;
  edit: EditIntent;
  reason: Reason;
}) {
  const t = useTranslations('timeline');
  const toText = useReasonText();
  return (
    <NotSent
      reason={t('notSaved', { reason: toText(reason) })}
      onRetry={() => list.pending.retryEdit(edit)}
      onEdit={list.pending.rewriteEdit && (() => list.pending.rewriteEdit?.(message, edit))}
      discardLabel={t('discard')}
      onDiscard={() => list.pending.discardEdit(edit)}
    />
  );
}

/** Of a reply that stands in the channel, too: in the timeline the way to its thread, in the thread a word. */
function InBoth({ message, list }: { message: Message; list: MessageList }) {
  const t = useTranslations('timeline');
  const root = useKnownMessage(message.threadRoot ?? '');
  const { openThread } = list.actions;
  if (!openThread) return <p className={styles.inBoth}>{t('alsoInChannel')}</p>;
  const { nameOf: user, channelNameOf: channel } = list;
  const text = root && !root.deletedAt ? plainText(asSaid(root, t), { user, channel }, 80) : '';
  return (
    <button type="button" className={styles.inBoth} onClick={() => openThread(message)}>
      <CornerDownRight aria-hidden />
      <span className="truncate">{text === '' ? t('inThread') : t('inThreadTo', { text })}</span>
    </button>
  );
}

function Files({ files }: { files: NonNullable<Message['files']> }) {
  return (
    <div className={styles.files}>
      {files.map((file, index) => {
        const href = safeHref(file.url);
        const inside: ReactNode = (
          <>
            <FileText aria-hidden />
            {file.name}
          </>
        );
        return href ? (
          <a key={index} className={styles.file} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {inside}
          </a>
        ) : (
          <span key={index} className={styles.file}>
            {inside}
          </span>
        );
      })}
    </div>
  );
}

function ThreadSummary({
  message,
  nameOf,
  onOpen,
}: {
  message: Message;
  nameOf: (user: string) => string;
  onOpen: () => void;
}) {
  const t = useTranslations('timeline');
  const locale = useLocale();
  const unread = useThreadUnread(message.id);
  const people = (message.replyUsers ?? []).map((id) => ({ id, name: nameOf(id) }));
  if (!message.replyCount) return null;
  return (
    <div>
      <button type="button" className={styles.thread} data-unread={unread.any || undefined} onClick={onOpen}>
        <AvatarStack people={people} size={22} />
        <b>{t('replies', { count: message.replyCount })}</b>
        {unread.any && (
          <>
            <i className={styles.dot} aria-hidden />
            <span className="visually-hidden">{t('unreadReplies')}</span>
          </>
        )}
        {message.lastReplyAt && (
          <span className="truncate">{t('lastReply', { ago: ago(locale, message.lastReplyAt) })}</span>
        )}
        <ChevronRight aria-hidden />
      </button>
    </div>
  );
}
