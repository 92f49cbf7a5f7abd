import type { OutboxEntry } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import type { NewPoll, Poll } from '@roost/protocol/poll';
import { isClosed, newPoll, votersOf } from '@roost/protocol/polls';
import { toIso } from '@roost/protocol/time';
import { ChartBarBig } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useChannelRights } from '../sync/channels.ts';
import { useRoost } from '../sync/roost.ts';
import { useOwnVote } from '../sync/votes.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { pollAsLeft } from './pollAsLeft.ts';
import { namesShown, PollOptions } from './PollOptions.tsx';
import type { MessageList } from './useMessageList.ts';
import { useSending } from './useSending.ts';
import { useWhenText } from './useWhenText.ts';
import styles from './PollCard.module.css';

export interface PollCardProps {
  list: Pick<MessageList, 'workspaceId' | 'self' | 'nameOf'>;
  poll: Poll | NewPoll;
  /** Absent while it is not sent: nobody votes yet. */
  message?: Pick<Message, 'id' | 'channel' | 'author'>;
  /** What one has done to it and the server has not confirmed. */
  intents?: readonly OutboxEntry[];
}

const nothing: readonly OutboxEntry[] = [];

/** The answers under a question: how many have chosen each, and one's own vote. */
export function PollCard({ list, poll: given, message, intents = nothing }: PollCardProps) {
  const told = useMemo(() => asPoll(given), [given]);
  const t = useTranslations('polls');
  const send = useSending();
  const own = useOwnVote(list.workspaceId, message?.id ?? '', told.anonymous === true && message !== undefined);
  const { poll, mine } = pollAsLeft(told, intents, list.self, own);
  useVoters(list.workspaceId, poll);
  const rights = useChannelRights(message?.channel ?? '');
  const isOver = useIsOver(poll);
  const canVote = message !== undefined && rights.post && !isOver;
  const vote = (choices: readonly number[]) => {
    if (message) send({ name: 'poll.vote', args: { message: message.id, choices: [...choices] } });
  };
  // The button goes with the vote: the focus goes where one votes.
  const takeBack = ({ currentTarget }: MouseEvent) => {
    currentTarget.closest(`.${styles.card}`)?.querySelector<HTMLElement>('[role][tabindex="0"]')?.focus();
    vote([]);
  };
  const kind = [t(poll.multiple ? 'chooseSeveral' : 'chooseOne'), ...(poll.anonymous ? [t('isAnonymous')] : [])];
  return (
    <div className={styles.card}>
      <p className={styles.kind} aria-hidden>
        <ChartBarBig />
        {kind.join(' · ')}
      </p>
      <PollOptions
        poll={poll}
        mine={mine}
        label={t('group', { kind: kind.join(', ') })}
        self={list.self}
        nameOf={list.nameOf}
        {...(canVote && { onVote: vote })}
      />
      <div className={styles.foot}>
        <span className={styles.state}>
          <Outcome poll={poll} isOver={isOver} nameOf={list.nameOf} />
        </span>
        {canVote && (
          <button type="button" className={styles.act} disabled={mine.length === 0} onClick={takeBack}>
            {t('takeBack')}
          </button>
        )}
        {message && !isOver && rights.post && (message.author === list.self || rights.rename) && (
          <Close message={message.id} />
        )}
      </div>
    </div>
  );
}

/** Of each answer those whose faces and names are shown. */
function useVoters(workspaceId: string, { options }: Poll): void {
  const roost = useRoost();
  const shown = options.flatMap(({ users = [] }) => users.slice(0, namesShown)).join();
  useEffect(() => {
    if (shown !== '') roost.needUsers(workspaceId, shown.split(','));
  }, [roost, workspaceId, shown]);
}

const asPoll = (poll: Poll | NewPoll): Poll => (isNew(poll) ? newPoll(poll) : poll);

const isNew = (poll: Poll | NewPoll): poll is NewPoll => typeof poll.options[0] === 'string';

function Outcome({ poll, isOver, nameOf }: { poll: Poll; isOver: boolean; nameOf: (user: string) => string }) {
  const t = useTranslations('polls');
  const toText = useWhenText();
  const { closed, closesAt } = poll;
  const end = closed
    ? t('closedBy', { name: nameOf(closed.by) })
    : closesAt && t(isOver ? 'ended' : 'until', { when: toText(closesAt) });
  return <>{[t('voters', { count: votersOf(poll) }), ...(end ? [end] : [])].join(' · ')}</>;
}

function Close({ message }: { message: string }) {
  const t = useTranslations('polls');
  const words = useTranslations('words');
  const send = useSending();
  const [isAsking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The button goes with what it is for: the focus goes to the message.
  const close = () => {
    const row = button.current?.closest<HTMLElement>('[data-row]');
    setAsking(false);
    if (send({ name: 'poll.close', args: { message } }) !== null) requestAnimationFrame(() => row?.focus());
  };
  return (
    <>
      <button ref={button} type="button" className={styles.act} onClick={() => setAsking(true)}>
        {t('close')}
      </button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={close}
        title={t('closeTitle')}
        description={t('closeText')}
        confirmLabel={t('close')}
        cancelLabel={words('cancel')}
        closeLabel={words('close')}
      />
    </>
  );
}

/** Timers take no more than this. */
const LONGEST_MS = 2 ** 31 - 1;

/** Whether nobody votes any more: somebody has closed it, or its time has come while one looks at it. */
function useIsOver(poll: Poll): boolean {
  const [now, setNow] = useState(() => Date.now());
  const { closesAt } = poll;
  useEffect(() => {
    if (closesAt === undefined || now >= Date.parse(closesAt)) return;
    const left = Math.max(0, Date.parse(closesAt) - Date.now());
    const timer = setTimeout(() => setNow(Date.now()), Math.min(left + 50, LONGEST_MS));
    return () => clearTimeout(timer);
  }, [closesAt, now]);
  return isClosed(poll, toIso(now * 1_000));
}
