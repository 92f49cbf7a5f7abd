import type { Message } from '@roost/protocol/entities';
import { votersOf } from '@roost/protocol/polls';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { EntityRenderers } from '../markdown/MessageText.tsx';
import { useChannelRights } from '../sync/channels.ts';
import { editDraft, usePutBack } from '../sync/drafts.ts';
import { useIsAdmin, useSelf } from '../sync/people.ts';
import { setUrging } from '../sync/urging.ts';
import { useCore } from '../sync/roost.ts';
import type { MessageActions, MessageRights } from './actions.ts';
import { fromIds } from './mentionText.ts';
import { useEntityRenderers } from './Mentions.tsx';
import type { PendingMessage } from './pending.ts';
import { asTyped } from './slash.ts';
import { useMessageActions, type MessageActionsState } from './useMessageActions.ts';
import { useNameOf } from './useNameOf.ts';
import { useNames } from './useNames.ts';
import type { EditIntent } from './withIntents.ts';

/** What all rows of a list of messages share. The same object while nothing in it changes, so that rows are not rendered again. */
export interface MessageList {
  workspaceId: string;
  self: string;
  actions: MessageActions;
  rightsOf: (message: Message) => MessageRights;
  nameOf: (user: string) => string;
  channelNameOf: (channel: string) => string;
  renderers: EntityRenderers;
  /** The text as it is edited, with names instead of ids. */
  editable: (message: Message) => string;
  /** What one may do with a message that was not sent. */
  pending: PendingActions;
}

export interface PendingActions {
  retry: (pending: PendingMessage) => void;
  /** Takes it back into the composer; absent where there is none. */
  rewrite?: (pending: PendingMessage) => void;
  discard: (pending: PendingMessage) => void;
  retryEdit: (edit: EditIntent) => void;
  /** Goes on editing the message with the text that was refused. */
  rewriteEdit?: (message: Message, edit: EditIntent) => void;
  discardEdit: (edit: EditIntent) => void;
}

interface Options {
  workspaceId: string;
  channelId: string;
  /** In a thread: the message that it answers. */
  threadRoot?: string;
  messages: readonly Message[];
  /** Absent where there is no position of reading. */
  markUnread?: ((message: Message) => void) | undefined;
}

/** The messages of a timeline or of a thread: what one may do with them, and how people are called in them. */
export function useMessageList({ workspaceId, channelId, threadRoot, messages, markUnread }: Options): {
  list: MessageList;
  acts: MessageActionsState;
  canPost: boolean;
  messageOf: (key: string) => Message | undefined;
} {
  const t = useTranslations('timeline');
  const self = useSelf(workspaceId)?.id ?? '';
  const canPost = useChannelRights(channelId).post;
  const names = useNames(workspaceId);
  const acts = useMessageActions({ workspaceId, canPost, markUnread, threads: threadRoot === undefined });
  const { actions } = acts;
  const rightsOf = useRights(self, useIsAdmin(workspaceId), canPost);
  const nameOf = useNameOf(
    workspaceId,
    useMemo(() => peopleIn(messages), [messages]),
  );
  const renderers = useEntityRenderers(workspaceId, self);
  const pending = usePendingActions(
    workspaceId,
    threadRoot ? `${channelId}/${threadRoot}` : channelId,
    acts.setEditing,
    canPost,
  );
  const list = useMemo<MessageList>(() => {
    const editable = (message: Message) => fromIds(message.text, names);
    const channelNameOf = (channel: string) => names.nameOf(channel) ?? t('unknownChannel');
    return { workspaceId, self, actions, rightsOf, nameOf, channelNameOf, renderers, editable, pending };
  }, [workspaceId, self, actions, rightsOf, nameOf, renderers, names, pending, t]);
  const messageOf = useCallback((key: string) => messages.find((message) => message.clientId === key), [messages]);
  return { list, acts, canPost, messageOf };
}

function useRights(self: string, isAdmin: boolean, canPost: boolean): (message: Message) => MessageRights {
  return useCallback(
    (message) => {
      const isMine = message.author === self;
      const isText = canPost && !message.system;
      return {
        // A question to which somebody has answered stays as it is.
        edit: isText && isMine && (!message.poll || votersOf(message.poll) === 0),
        remove: isText && (isMine || isAdmin),
        pin: isText,
      };
    },
    [canPost, self, isAdmin],
  );
}

function usePendingActions(
  workspaceId: string,
  draftKey: string,
  setEditing: (message: string) => void,
  canPost: boolean,
): PendingActions {
  const { roost, drafts } = useCore();
  const names = useNames(workspaceId);
  const putBack = usePutBack(draftKey);
  return useMemo<PendingActions>(
    () => ({
      retry: ({ clientId }) => roost.retry(clientId),
      discard: ({ clientId }) => void roost.remove(clientId),
      retryEdit: ({ key }) => roost.retry(key),
      discardEdit: ({ key }) => void roost.remove(key),
      ...(canPost && {
        rewrite: ({ clientId, text, quote, thirdPerson, priority, asks }) => {
          if (!roost.remove(clientId)) return;
          putBack(asTyped(fromIds(text, names), thirdPerson));
          if (priority || asks) setUrging(draftKey, { priority, asks });
          if (quote?.rev !== undefined)
            drafts.set(draftKey, drafts.get(draftKey), { message: quote.message, rev: quote.rev });
        },
        rewriteEdit: (message, { key, args }) => {
          if (!roost.remove(key)) return;
          drafts.set(editDraft(message.id), fromIds(args.text, names));
          setEditing(message.id);
        },
      }),
    }),
    [roost, drafts, names, putBack, draftKey, setEditing, canPost],
  );
}

/** Everybody whose name a row may show. */
function peopleIn(messages: readonly Message[]): string[] {
  const people = new Set<string>();
  for (const message of messages) {
    people.add(message.author);
    for (const reaction of message.reactions) for (const user of reaction.users.slice(0, 12)) people.add(user);
    if (message.pinned) people.add(message.pinned.by);
    for (const user of message.replyUsers ?? []) people.add(user);
    if (message.system && 'users' in message.system) for (const user of message.system.users) people.add(user);
  }
  return [...people];
}
