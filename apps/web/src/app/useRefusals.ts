import type { OutboxEntry } from '@roost/client/types';
import { draftKey } from '@roost/protocol/drafts';
import type { Args } from '@roost/protocol/registry';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useShallow } from 'zustand/react/shallow';
import { fromIds } from '../message/mentionText.ts';
import { useNames } from '../message/useNames.ts';
import { useReasonText } from '../message/useReasonText.ts';
import { toPath, type Place } from '../navigation/places.ts';
import { useGo, usePlace } from '../navigation/usePlace.ts';
import { channelNameOf } from '../sync/channels.ts';
import { useCore, useRoostState } from '../sync/roost.ts';
import { announce } from '../ui/Announcer.tsx';
import { copyText } from '../ui/copyText.ts';
import { toasts } from '../ui/toastStore.ts';

type Refused = Exclude<OutboxEntry, { name: 'message.post' | 'read.mark' | 'thread.read' | 'activity.look' }>;

const wordsFor = {
  'message.edit': 'editRefused',
  'message.delete': 'deleteRefused',
  'reaction.add': 'reactionRefused',
  'reaction.remove': 'reactionRefused',
  'message.pin': 'pinRefused',
  'message.unpin': 'pinRefused',
  'message.acknowledge': 'acknowledgeRefused',
  'poll.vote': 'voteRefused',
  'poll.close': 'closeRefused',
  'thread.follow': 'followRefused',
  'thread.unfollow': 'followRefused',
  'message.save': 'saveRefused',
  'message.unsave': 'saveRefused',
  'channel.prefer': 'sidebarRefused',
  'section.create': 'sidebarRefused',
  'section.update': 'sidebarRefused',
  'section.delete': 'sidebarRefused',
  'bookmark.add': 'bookmarkRefused',
  'bookmark.update': 'bookmarkRefused',
  'bookmark.remove': 'bookmarkRefused',
  'draft.dismiss': 'draftRefused',
  'reminder.set': 'reminderRefused',
  'reminder.clear': 'reminderRefused',
  'scheduled.create': 'scheduleRefused',
  'scheduled.update': 'scheduleRefused',
  'scheduled.send': 'scheduleRefused',
  'scheduled.cancel': 'scheduleRefused',
  'user.update': 'saidRefused',
} as const satisfies Record<Refused['name'], string>;

/**
 * What the server refused is said. What one did to a message takes no room in the outbox any more then. A message, and a text as
 * long as its message is there, stay where they are until their author decides; who looks elsewhere is told of them.
 */
export function useRefusals(workspaceId: string): void {
  useRefusedChanges(workspaceId);
  useRefusedPosts(workspaceId);
}

function useRefusedChanges(workspaceId: string): void {
  const t = useTranslations('tidings');
  const words = useTranslations('words');
  const { roost, drafts } = useCore();
  const names = useNames(workspaceId);
  const toText = useReasonText();
  const refused = useRoostState(useShallow(({ outbox }) => outbox.filter(isToBeSaid)));
  useEffect(() => {
    // What was to be sent later is not lost: it is being written again.
    const putBack = (args: Args<'scheduled.create'>) => {
      const key = draftKey(args);
      const text = [fromIds(args.text, names), drafts.get(key)].filter(Boolean).join('\n');
      drafts.set(key, text, drafts.quoteOf(key) ?? args.quote ?? null);
    };
    for (const entry of refused) {
      if (entry.state.type !== 'failed') continue;
      roost.remove(entry.key);
      if (entry.name === 'scheduled.create') putBack(entry.args);
      const text = t(wordsFor[entry.name], { reason: toText(entry.state.reason) });
      const typed = typedIn(entry);
      if (typed === undefined) toasts.show({ id: entry.key, text, tone: 'danger' });
      else {
        const onAction = () => void copyText(fromIds(typed, names));
        const action = { label: words('copy'), onAction };
        toasts.show({ id: entry.key, text, tone: 'danger', durationMs: null, action });
      }
    }
  }, [refused, roost, drafts, names, t, words, toText]);
}

/** What was written and stands nowhere else. */
function typedIn(entry: Refused): string | undefined {
  if (entry.name === 'message.edit') return entry.args.text;
  if (entry.name === 'bookmark.add' || entry.name === 'bookmark.update') return entry.args.address;
  if (entry.name === 'user.update') return entry.args.status?.text || undefined;
  return entry.name === 'reminder.set' ? entry.args.note?.text : undefined;
}

/** Those that were refused before the page was opened are old news. */
function useRefusedPosts(workspaceId: string): void {
  const t = useTranslations('tidings');
  const go = useGo();
  const place = usePlace();
  const { store } = useCore();
  const toText = useReasonText();
  const refused = useRoostState(useShallow(({ outbox }) => outbox.filter(isRefusedPost)));
  const told = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const before = (told.current ??= new Set(refused.map(({ key }) => key)));
    told.current = new Set(refused.map(({ key }) => key));
    for (const { key, args, state } of refused) {
      if (before.has(key) || state.type !== 'failed') continue;
      const home: Place = {
        at: 'channel',
        workspace: workspaceId,
        channel: args.channel,
        ...(args.threadRoot !== undefined && { pane: { kind: 'thread', root: args.threadRoot } }),
      };
      const name = channelNameOf(store.getState(), args.channel);
      const text = t('postRefused', { name, reason: toText(state.reason) });
      if (place && toPath(place) === toPath(home)) announce(text, 'assertive');
      else toasts.show({ id: key, text, tone: 'danger', action: { label: t('show'), onAction: () => go(home) } });
    }
  }, [refused, store, workspaceId, place, go, t, toText]);
}

type RefusedPost = Extract<OutboxEntry, { name: 'message.post' }>;

function isRefusedPost(entry: OutboxEntry): entry is RefusedPost {
  return entry.name === 'message.post' && entry.state.type === 'failed';
}

function isToBeSaid(entry: OutboxEntry): entry is Refused {
  if (entry.state.type !== 'failed' || entry.name === 'message.post') return false;
  if (entry.name === 'read.mark' || entry.name === 'thread.read' || entry.name === 'activity.look') return false;
  return entry.name !== 'message.edit' || (entry.state.reason !== 'expired' && entry.state.reason.code === 'not_found');
}
