import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import type { CommandPlace, Commands } from '../../message/commands.ts';
import { useNames } from '../../message/useNames.ts';
import { useWhenText } from '../../message/useWhenText.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { useCore } from '../../sync/roost.ts';
import { toasts } from '../../ui/toastStore.ts';
import { commandsOf } from './commandsOf.tsx';
import type { Environment } from './environment.ts';

/** What can be typed after a slash in a place. */
export function useCommands(place: CommandPlace, open: Environment['open']): Commands {
  const { workspaceId, channelId, threadRoot, say, askPoll } = place;
  const { roost, store } = useCore();
  const names = useNames(workspaceId);
  const t = useTranslations('commands');
  const members = useTranslations('members');
  const undoLabel = useTranslations('app')('undo');
  const toWhen = useWhenText();
  const toText = useRejectText();
  const go = useGo();
  return useMemo(
    () =>
      commandsOf({
        ...{ workspaceId, channelId, threadRoot, say, askPoll, roost, names, t, members, toWhen, toText, go, open },
        state: () => store.getState(),
        now: () => new Date(),
        tell: (text, undo) =>
          void toasts.show({ text, tone: 'ok', ...(undo && { action: { label: undoLabel, onAction: undo } }) }),
      }),
    [
      workspaceId,
      channelId,
      threadRoot,
      say,
      askPoll,
      roost,
      store,
      names,
      t,
      members,
      undoLabel,
      toWhen,
      toText,
      go,
      open,
    ],
  );
}
