import { useCallback, useMemo } from 'react';
import { useCommands } from '../features/commands/useCommands.ts';
import type { Action } from '../features/switcher/choices.ts';
import type { CommandPlace } from '../message/commands.ts';
import { usePlace } from '../navigation/usePlace.ts';
import { useChannelRights } from '../sync/channels.ts';
import { useCore } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';
import type { OpenDialog } from './dialogs.ts';

const none: readonly Action[] = [];
/** These are among the other actions. */
const elsewhere: ReadonlySet<string> = new Set(['status', 'shortcuts']);

/** The commands of the conversation that is open: what needs no more than its name is done, the rest goes on in the composer. */
export function useSlashActions(workspaceId: string, onOpen: (dialog: OpenDialog | null) => void): readonly Action[] {
  const { drafts } = useCore();
  const place = usePlace();
  const channelId = place?.at === 'channel' ? place.channel : '';
  const canWrite = useChannelRights(channelId).speak;
  const write = useCallback(
    (name: string) => {
      const before = drafts.get(channelId).replace(/^\/[\w-]*\s*/, '');
      drafts.set(channelId, `/${name} ${before}`);
      requestAnimationFrame(() => focusComposer());
    },
    [drafts, channelId],
  );
  const commands = useCommands(
    useMemo<CommandPlace>(
      // What says something, or may be told more, is written into the composer and goes on there.
      () => ({ workspaceId, channelId, threadRoot: undefined, say: () => ({ type: 'kept' }), askPoll: () => {} }),
      [workspaceId, channelId],
    ),
    useCallback((kind) => onOpen({ kind }), [onOpen]),
  );
  return useMemo(() => {
    if (!canWrite) return none;
    const act = async (name: string) => {
      const end = await commands.run({ name, rest: '' });
      if (end.type === 'refused') toasts.show({ text: end.why, tone: 'danger' });
      else if (end.type === 'asks') write(name);
    };
    return commands
      .offers('')
      .filter(({ name }) => !elsewhere.has(name))
      .map(({ name, icon, about, takes }) => ({
        ...{ id: `/${name}`, label: `/${name}`, detail: about, icon },
        act: () => (takes === 'nothing' ? void act(name) : write(name)),
      }));
  }, [commands, canWrite, write]);
}

/** The caret behind what stands there. */
function focusComposer(): void {
  const box = document.querySelector<HTMLTextAreaElement>('[data-region="main"] [data-region="composer"] textarea');
  box?.focus();
  box?.setSelectionRange(box.value.length, box.value.length);
}
