import type { Message } from '@roost/protocol/entities';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Pane } from '../navigation/places.ts';
import { writtenText, type EntityNames } from '../markdown/plainText.ts';
import { useSetPane } from '../navigation/usePlace.ts';
import type { Drafts } from '../sync/draftBook.ts';
import { intentsFor } from '../sync/outbox.ts';
import { useReadSaved } from '../sync/saved.ts';
import { useCore, useRoost } from '../sync/roost.ts';
import { copyText } from '../ui/copyText.ts';
import { toasts } from '../ui/toastStore.ts';
import type { MessageActions } from './actions.ts';
import { fromIds, toIds, type Names } from './mentionText.ts';
import { useMessageLayers } from './messageLayers.ts';
import { messagePath } from './messageLink.ts';
import { useNames } from './useNames.ts';
import { useSending } from './useSending.ts';
import { withIntents } from './withIntents.ts';

export interface MessageActionsState {
  actions: MessageActions;
  /** The message being edited. */
  editing: string | null;
  setEditing: (message: string | null) => void;
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
  const { forward, remind } = useMessageLayers();
  const [editing, setEditing] = useState<string | null>(null);
  const remove = useRemoving();
  const quote = useQuote(threads);
  const actions = useMemo<MessageActions>(() => {
    return {
      ...(canPost && {
        toggleReaction: (message, emoji, mine) =>
          void send({ name: mine ? 'reaction.remove' : 'reaction.add', args: { message: message.id, emoji } }),
        startEdit: (message) => setEditing(message.id),
        remove,
        togglePin: (message) =>
          void send({ name: asLeft(message).pinned ? 'message.unpin' : 'message.pin', args: { message: message.id } }),
      }),
      ...(threads && { openThread: (message: Message) => setPane(threadOf(message)) }),
      ...(markUnread && { markUnread }),
      toggleSaved: (message) =>
        void send({ name: isSaved(message) ? 'message.unsave' : 'message.save', args: { message: message.id } }),
      saveEdit: (message, text) => {
        const isTaken =
          send({ name: 'message.edit', args: { message: message.id, text: toIds(text.trim(), names) } }) !== null;
        if (isTaken) setEditing(null);
        return isTaken;
      },
      cancelEdit: () => setEditing(null),
      ...(canPost && { quote }),
      forward,
      remind,
      copyLink: (message) => void copied(location.origin + messagePath(workspaceId, message), t('linkCopied')),
      copyVersionLink: (message) =>
        void copied(location.origin + messagePath(workspaceId, message, { version: message.rev }), t('linkCopied')),
      copyText: (message) => void copied(writtenText(message.text, entityNames(names)), t('textCopied')),
      copyMarkdown: (message) => void copied(fromIds(message.text, names), t('markdownCopied')),
    };
  }, [
    send,
    remove,
    asLeft,
    isSaved,
    names,
    t,
    setPane,
    canPost,
    threads,
    markUnread,
    workspaceId,
    forward,
    remind,
    quote,
  ]);
  return { actions, editing, setEditing };
}

async function copied(text: string, say: string): Promise<void> {
  if (await copyText(text)) toasts.show({ text: say, tone: 'ok' });
}

function useQuote(isTimeline: boolean): (message: Message) => void {
  const { drafts } = useCore();
  return useCallback((message) => quoteInText(drafts, message, isTimeline), [drafts, isTimeline]);
}

/** Goes above what one is writing in this conversation, or, in a thread, there. */
function quoteInText(drafts: Drafts, message: Message, isTimeline: boolean): void {
  const { id, channel, threadRoot, rev, text, quote } = message;
  const isEmpty = text === '' && quote !== undefined;
  const place = isTimeline ? channel : `${channel}/${threadRoot ?? id}`;
  drafts.set(place, drafts.get(place), isEmpty ? quote : { message: id, rev });
  const region = isTimeline ? 'main' : 'pane';
  document.querySelector<HTMLElement>(`[data-region="${region}"] [data-region="composer"] textarea`)?.focus();
}

/** As they are typed, without the sign before. */
function entityNames({ handleOf, nameOf }: Names): EntityNames {
  return { user: (id) => handleOf(id) ?? id, channel: (id) => nameOf(id) ?? id };
}

/** Tells how one has left a message oneself, also where the server has not confirmed it. */
function useAsLeft(): (message: Message) => Message {
  const { store } = useCore();
  return useCallback((message) => withIntents(message, intentsFor(store.getState(), message.id), ''), [store]);
}

/** The notice is the clock; this is for a page that has none any more. */
const HELD_MS = 30_000;
const UNDO_MS = 7_000;

/**
 * Deletes at once for the eye, and for everybody when the notice ends that offers to undo it, or when the page is left. Until then nothing
 * has happened, so undoing is exact.
 */
function useRemoving(): (message: Message) => void {
  const roost = useRoost();
  const send = useSending();
  const t = useTranslations('timeline');
  return useCallback(
    ({ id }) => {
      const key = send({ name: 'message.delete', args: { message: id } }, { holdMs: HELD_MS });
      if (key === null) return;
      const undo = () => {
        if (!roost.remove(key)) toasts.show({ text: t('undoneTooLate'), tone: 'danger' });
      };
      toasts.show({
        id: `delete/${id}`,
        text: t('deletedNotice'),
        durationMs: UNDO_MS,
        action: { label: t('undo'), onAction: undo },
        onEnd: (how) => how !== 'acted' && roost.release(key),
      });
    },
    [roost, send, t],
  );
}

/** The thread under a message; of a reply in the timeline, the one that it is in. */
function threadOf({ id, threadRoot }: Message): Pane {
  return threadRoot ? { kind: 'thread', root: threadRoot, reply: id } : { kind: 'thread', root: id };
}
