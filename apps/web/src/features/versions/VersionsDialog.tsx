import type { Message, MessageVersion } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { Link as LinkIcon } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { fromIds } from '../../message/mentionText.ts';
import { messagePath } from '../../message/messageLink.ts';
import { fullTime } from '../../message/times.ts';
import { useNames } from '../../message/useNames.ts';
import { useRoost } from '../../sync/roost.ts';
import { useUser } from '../../sync/people.ts';
import { useAnswer } from '../../sync/useAnswer.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copyText.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { wordDiff } from './wordDiff.ts';
import styles from './Versions.module.css';

export interface VersionsDialogProps {
  workspaceId: string;
  message: Message;
  /** The place in the log that a link names: which version is meant. */
  pinned?: number | undefined;
  onClose: () => void;
}

/** What a message has said, the newest first, with the words that each edit changed. */
export function VersionsDialog({ workspaceId, message, pinned, onClose }: VersionsDialogProps) {
  const t = useTranslations('versions');
  const words = useTranslations('words');
  const toText = useRejectText();
  const { answer, reload, loadMore } = useVersions(message.id);
  const meant = answer.state === 'loaded' ? versionAt(answer.value.versions, pinned) : undefined;
  return (
    <Dialog open onClose={onClose} size="lg" title={t('title')} closeLabel={words('close')}>
      {answer.state === 'loading' && <SkeletonRows label={words('loading')} look="line" rows={3} />}
      {answer.state === 'failed' && (
        <EmptyState title={toText(answer.error)} action={<Button onClick={reload}>{words('retry')}</Button>} />
      )}
      {pinned !== undefined && <p className={styles.note}>{t('newer')}</p>}
      {answer.state === 'loaded' && (
        <ol className={styles.list} aria-label={t('list')} tabIndex={0} data-autofocus>
          {answer.value.versions.map((version, index, all) => (
            <Version
              key={version.rev}
              workspaceId={workspaceId}
              message={message}
              version={version}
              isPinned={version.rev === meant}
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

/** The one that stood there. */
function versionAt(versions: readonly MessageVersion[], rev: number | undefined): number | undefined {
  return rev === undefined ? undefined : versions.find((version) => version.rev <= rev)?.rev;
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
  message,
  version,
  before,
  isPinned,
  label,
}: {
  workspaceId: string;
  message: Message;
  version: MessageVersion;
  /** It is the one that was linked to. */
  isPinned: boolean;
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
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isPinned) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isPinned]);
  const link = async () => {
    const path = messagePath(workspaceId, message, { version: version.rev });
    if (await copyText(location.origin + path)) toasts.show({ text: tl('linkCopied'), tone: 'ok' });
  };
  return (
    <li ref={item} className={styles.version} data-pinned={isPinned || undefined}>
      <p className={styles.head}>
        {label && <b>{label}</b>}
        {isPinned && <b className={styles.meant}>{t('meant')}</b>}
        <span>{t('by', { name: author?.name ?? tl('unknownUser'), time: fullTime(locale, version.at) })}</span>
        <IconButton size="sm" label={t('copyLink')} icon={<LinkIcon />} onClick={() => void link()} />
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
