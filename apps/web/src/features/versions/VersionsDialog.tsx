import type { Message, MessageVersion } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { useCallback, useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { fromIds } from '../../message/mentionText.ts';
import { fullTime } from '../../message/times.ts';
import { useNames } from '../../message/useNames.ts';
import { useRoost } from '../../sync/roost.ts';
import { useUser } from '../../sync/people.ts';
import { useAnswer } from '../../sync/useAnswer.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { wordDiff } from './wordDiff.ts';
import styles from './Versions.module.css';

export interface VersionsDialogProps {
  workspaceId: string;
  message: Message;
  onClose: () => void;
}

/** What a message has said, the newest first, with the words that each edit changed. */
export function VersionsDialog({ workspaceId, message, onClose }: VersionsDialogProps) {
  const t = useTranslations('versions');
  const words = useTranslations('words');
  const toText = useRejectText();
  const { answer, reload, loadMore } = useVersions(message.id);
  return (
    <Dialog open onClose={onClose} size="lg" title={t('title')} closeLabel={words('close')}>
      {answer.state === 'loading' && <SkeletonRows label={words('loading')} look="line" rows={3} />}
      {answer.state === 'failed' && (
        <EmptyState title={toText(answer.error)} action={<Button onClick={reload}>{words('retry')}</Button>} />
      )}
      {answer.state === 'loaded' && (
        <ol className={styles.list} aria-label={t('list')} tabIndex={0} data-autofocus>
          {answer.value.versions.map((version, index, all) => (
            <Version
              key={version.rev}
              workspaceId={workspaceId}
              version={version}
              before={all[index + 1]}
              label={index === 0 ? t('current') : version.at === message.createdAt ? t('original') : undefined}
            />
          ))}
          {!answer.value.hasMore && answer.value.versions.at(-1)?.at !== message.createdAt && (
            <li className={styles.note}>{t('notKnown')}</li>
          )}
        </ol>
      )}
      {answer.state === 'loaded' && answer.value.hasMore && <Button onClick={loadMore}>{words('showMore')}</Button>}
    </Dialog>
  );
}

function useVersions(message: string) {
  const roost = useRoost();
  const [pages, setPages] = useState(1);
  const read = useCallback(async () => {
    const versions: MessageVersion[] = [];
    for (let page = 1; ; page++) {
      const before = versions.at(-1)?.rev;
      const answer = await roost.query('message.versions', { message, ...(before !== undefined && { before }) });
      versions.push(...answer.versions);
      if (page >= pages || !answer.hasMore) return { versions, hasMore: answer.hasMore };
    }
  }, [roost, message, pages]);
  const isNews = useCallback(
    (event: Event) => event.type === 'message.edited' && event.data.message.id === message,
    [message],
  );
  const [answer, reload] = useAnswer(read, isNews);
  return { answer, reload, loadMore: () => setPages(pages + 1) };
}

function Version({
  workspaceId,
  version,
  before,
  label,
}: {
  workspaceId: string;
  version: MessageVersion;
  before: MessageVersion | undefined;
  label: string | undefined;
}) {
  const t = useTranslations('versions');
  const locale = useLocale();
  const names = useNames(workspaceId);
  const author = useUser(workspaceId, version.author);
  const tl = useTranslations('timeline');
  const stretches = useMemo(() => {
    const text = fromIds(version.text, names);
    return before ? wordDiff(fromIds(before.text, names), text) : [{ kind: 'same' as const, text }];
  }, [version, before, names]);
  return (
    <li className={styles.version}>
      <p className={styles.head}>
        {label && <b>{label}</b>}
        <span>{t('by', { name: author?.name ?? tl('unknownUser'), time: fullTime(locale, version.at) })}</span>
      </p>
      <p className={styles.text} dir="auto">
        {stretches.map(({ kind, text }, index) =>
          kind === 'added' ? (
            <ins key={index}>{text}</ins>
          ) : kind === 'removed' ? (
            <del key={index}>{text}</del>
          ) : (
            <span key={index}>{text}</span>
          ),
        )}
      </p>
    </li>
  );
}
