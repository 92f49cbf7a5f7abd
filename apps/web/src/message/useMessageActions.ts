import type { Message } from '@roost/protocol/entities';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Pane } from '../navigation/places.ts';
import { useSetPane } from '../navigation/usePlace.ts';
import { intentsFor } from '../sync/outbox.ts';
import { useReadSaved } from '../sync/saved.ts';
import { useCore, useRoost, type Roost } from '../sync/roost.ts';
import { copyText } from '../ui/copyText.ts';
import { toasts } from '../ui/toastStore.ts';
import type { MessageActions } from './actions.ts';
import { fromIds, toIds } from './mentionText.ts';
import { messagePath } from './messageLink.ts';
import { useNames } from './useNames.ts';
import { withIntents } from './withIntents.ts';

export interface MessageActionsState {
  actions: MessageActions;
  /** The message being edited, and the one whose deletion is being asked about. */
  editing: string | null;
  deleting: Message | null;
  setEditing: (message: string | null) => void;
  confirmDelete: () => void;
  cancelDelete: () => void;
}

interface Options {
  workspaceId: string;
  /** One may write here. */
  canPost: boolean;
  markUnread?: ((message: Message) => void) | undefined;
  /** False inside a thread. */
  threads: boolean;
}

/** What the rows of a timeline or thread do, over the client. Everything that changes a message goes through the outbox. */
export function useMessageActions({ workspaceId, canPost, markUnread, threads }: Options): MessageActionsState {
  const names = useNames(workspaceId);
  const t = useTranslations('timeline');
  const send = useSending();
  const setPane = useSetPane();
  const asLeft = useAsLeft();
  const isSaved = useReadSaved(workspaceId);
  const [editing, setEditing] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const actions = useMemo<MessageActions>(() => {
    const copied = async (text: string, say: string) => {
      if (await copyText(text)) toasts.show({ text: say, tone: 'ok' });
    };
    return {
      ...(canPost && {
        toggleReaction: (message, emoji, mine) =>
          void send({ name: mine ? 'reaction.remove' : 'reaction.add', args: { message: message.id, emoji } }),
        startEdit: (message) => setEditing(message.id),
        remove: (message) => setDeleting(message),
        togglePin: (message) =>
          void send({ name: asLeft(message).pinned ? 'message.unpin' : 'message.pin', args: { message: message.id } }),
      }),
      ...(threads && { openThread: (message: Message) => setPane(threadOf(message)) }),
      ...(markUnread && { markUnread }),
      toggleSaved: (message) =>
        void send({ name: isSaved(message) ? 'message.unsave' : 'message.save', args: { message: message.id } }),
      saveEdit: (message, text) => {
        const isTaken = send({ name: 'message.edit', args: { message: message.id, text: toIds(text.trim(), names) } });
        if (isTaken) setEditing(null);
        return isTaken;
      },
      cancelEdit: () => setEditing(null),
      copyLink: (message) => void copied(location.origin + messagePath(workspaceId, message), t('linkCopied')),
      copyText: (message) => void copied(fromIds(message.text, names), t('textCopied')),
    };
  }, [send, asLeft, isSaved, names, t, setPane, canPost, threads, markUnread, workspaceId]);
  return {
    actions,
    editing,
    deleting,
    setEditing,
    confirmDelete: () => {
      if (deleting) send({ name: 'message.delete', args: { message: deleting.id } });
      setDeleting(null);
    },
    cancelDelete: () => setDeleting(null),
  };
}

/** Tells how one has left a message oneself, also where the server has not confirmed it. */
function useAsLeft(): (message: Message) => Message {
  const { store } = useCore();
  return useCallback((message) => withIntents(message, intentsFor(store.getState(), message.id), ''), [store]);
}

/** Hands something to the outbox; false when that is full, which is said. */
function useSending(): (intent: Parameters<Roost['send']>[0]) => boolean {
  const roost = useRoost();
  const t = useTranslations('composer');
  return useCallback(
    (intent) => {
      if (roost.send(intent) !== null) return true;
      toasts.show({ id: 'outbox-full', text: t('full'), tone: 'danger' });
      return false;
    },
    [roost, t],
  );
}

/** The thread under a message; of a reply in the timeline, the one that it is in. */
function threadOf({ id, threadRoot }: Message): Pane {
  return threadRoot ? { kind: 'thread', root: threadRoot, reply: id } : { kind: 'thread', root: id };
}
