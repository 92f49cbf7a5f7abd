import { useCallback } from 'react';
import { useRejectText } from '../i18n/useRejectText.ts';
import { useGo } from '../navigation/usePlace.ts';
import { useRoost } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';

/** Opens the conversation with one person, which may have to be made first. */
export function useMessagePerson(workspaceId: string): (userId: string) => void {
  const roost = useRoost();
  const go = useGo();
  const toText = useRejectText();
  return useCallback(
    (userId) => {
      roost.command('direct.open', { workspace: workspaceId, users: [userId] }).then(
        ({ channel }) => go({ at: 'channel', workspace: workspaceId, channel: channel.id }),
        (error: unknown) => void toasts.show({ text: toText(error), tone: 'danger' }),
      );
    },
    [roost, go, toText, workspaceId],
  );
}
