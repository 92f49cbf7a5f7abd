import type { OutboxEntry } from '@roost/client/types';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useShallow } from 'zustand/react/shallow';
import { fromIds } from '../message/mentionText.ts';
import { useNames } from '../message/useNames.ts';
import { useReasonText } from '../message/useReasonText.ts';
import { useRoost, useRoostState } from '../sync/roost.ts';
import { copyText } from '../ui/copyText.ts';
import { toasts } from '../ui/toastStore.ts';

type Refused = Extract<OutboxEntry, { name: 'message.edit' | 'message.delete' | 'reaction.add' | 'reaction.remove' }>;

const wordsFor = {
  'message.edit': 'editRefused',
  'message.delete': 'deleteRefused',
  'reaction.add': 'reactionRefused',
  'reaction.remove': 'reactionRefused',
} as const;

/**
 * What one did to a message and the server refused is said, and takes no room in the outbox any more. A message, and a text as long
 * as its message is there, stay where they are until their author decides.
 */
export function useRefusals(workspaceId: string): void {
  const t = useTranslations('app');
  const words = useTranslations('words');
  const roost = useRoost();
  const names = useNames(workspaceId);
  const toText = useReasonText();
  const refused = useRoostState(useShallow(({ outbox }) => outbox.filter(isToBeSaid)));
  useEffect(() => {
    for (const entry of refused) {
      if (entry.state.type !== 'failed') continue;
      roost.remove(entry.key);
      const text = t(wordsFor[entry.name], { reason: toText(entry.state.reason) });
      if (entry.name !== 'message.edit') toasts.show({ id: entry.key, text, tone: 'danger' });
      else {
        const onAction = () => void copyText(fromIds(entry.args.text, names));
        const action = { label: words('copy'), onAction };
        toasts.show({ id: entry.key, text, tone: 'danger', durationMs: null, action });
      }
    }
  }, [refused, roost, names, t, words, toText]);
}

function isToBeSaid(entry: OutboxEntry): entry is Refused {
  if (entry.state.type !== 'failed' || entry.name === 'message.post' || entry.name === 'read.mark') return false;
  return entry.name !== 'message.edit' || (entry.state.reason !== 'expired' && entry.state.reason.code === 'not_found');
}
