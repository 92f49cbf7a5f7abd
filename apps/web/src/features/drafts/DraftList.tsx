import { PencilLine, Trash2 } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { ago } from '../../message/times.ts';
import { leaveCard, useCardKeys } from '../../message/useCardKeys.ts';
import { useCore } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { PlaceCard } from './PlaceCard.tsx';
import { useAllDrafts, type DraftView } from './useAllDrafts.ts';
import styles from './Drafts.module.css';

/** Everything that one has begun to write. */
export function DraftList({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('drafts');
  const locale = useLocale();
  const all = useAllDrafts(workspaceId);
  const remove = useRemove();
  const keys = useCardKeys();
  if (all.length === 0)
    return (
      <EmptyState icon={<PencilLine />} title={t('noDrafts')}>
        {t('noDraftsText')}
      </EmptyState>
    );
  return (
    <ul className={styles.list} aria-label={t('listDrafts')} onKeyDown={keys}>
      {all.map((draft) => (
        <li key={draft.key}>
          <PlaceCard
            {...{ workspaceId, channel: draft.channel, threadRoot: draft.threadRoot }}
            when={draft.at && ago(locale, draft.at)}
            text={[draft.text, ...draft.others.map(({ text }) => text)].filter(Boolean).join('\n')}
            quote={draft.quote}
          >
            <Button
              size="sm"
              variant="ghost"
              icon={<Trash2 />}
              onClick={(event) => {
                leaveCard(event.currentTarget);
                remove(draft);
              }}
            >
              {t('remove')}
            </Button>
          </PlaceCard>
        </li>
      ))}
    </ul>
  );
}

/** A draft goes at once, and comes back if that was a mistake. */
function useRemove(): (draft: DraftView) => void {
  const t = useTranslations('drafts');
  const app = useTranslations('app');
  const { drafts, roost } = useCore();
  return ({ key, channel, threadRoot, text, quote, others }) => {
    const place = { channel, ...(threadRoot !== undefined && { threadRoot }) };
    drafts.set(key, '', null);
    for (const { at } of others) roost.send({ name: 'draft.dismiss', args: { ...place, at } });
    const all = [text, ...others.map((other) => other.text)].filter(Boolean).join('\n');
    const onAction = () => drafts.set(key, all, quote);
    toasts.show({ id: key, text: t('draftRemoved'), action: { label: app('undo'), onAction } });
  };
}
