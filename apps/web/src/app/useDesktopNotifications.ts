import { intendedSelf } from '@roost/client/intendedSelf';
import type { Event } from '@roost/protocol/events';
import { mayNotify } from '@roost/protocol/notifying';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { plainText } from '../markdown/plainText.ts';
import { asSaid } from '../message/asSaid.ts';
import { messagePath } from '../message/messageLink.ts';
import { usePlace } from '../navigation/usePlace.ts';
import { channelNameOf, channelOf, preferenceOf } from '../sync/channels.ts';
import { deviceNotifying } from '../sync/deviceNotifying.ts';
import { mentionedName } from '../sync/groups.ts';
import { tabLeadership } from '../sync/leadership.ts';
import { isLookedAt, sayLooking } from '../sync/looking.ts';
import { tidingOf, type Tiding } from '../sync/notifying.ts';
import { userOf } from '../sync/people.ts';
import { useCore } from '../sync/roost.ts';
import type { RoostState } from '../sync/state.ts';
import { closeRead, show, type Said, type Shown } from './shownNotifications.ts';

/**
 * Shows what calls for attention as a notification of the system: in one of the tabs, not of what is looked at, not while one has paused
 * or is outside of one's hours [R3]. What is read elsewhere goes.
 */
export function useDesktopNotifications(): void {
  const t = useTranslations('tidings');
  const timeline = useTranslations('timeline');
  const { roost, store } = useCore();
  const place = usePlace();
  const channel = place?.at === 'channel' ? place.channel : null;
  const thread = place?.at === 'channel' && place.pane?.kind === 'thread' ? place.pane.root : null;
  useEffect(() => sayLooking(channel === null ? null : { channel, thread }), [channel, thread]);
  const words = useRef({ t, timeline });
  useEffect(() => {
    words.current = { t, timeline };
  });
  useEffect(() => {
    const lead = tabLeadership('roost-notifications');
    const shown: Shown = new Map();
    const stop = roost.onEvent((event, workspaceId) => {
      closeRead(shown, event);
      const state = store.getState();
      const workspace = workspaceId === null ? undefined : state.replica.workspaces.get(workspaceId);
      const tiding = workspace && tidingOf(workspace, event, keptOf(state, event));
      if (!workspace || !tiding || !lead.isLeader() || deviceNotifying() !== 'on') return;
      const { channel: about } = tiding.message;
      const occasion = {
        quiet: intendedSelf(workspace, state.outbox).quiet,
        muted: preferenceOf(state, about)?.muted === true,
        isLookedAt: isLookedAt({ channel: about, thread: tiding.thread }),
        at: Date.parse(event.at),
      };
      if (mayNotify(occasion, Date.now()))
        show(shown, event.at, tiding, wordsOf(state, workspace.id, tiding, words.current));
    });
    return () => {
      stop();
      lead.resign();
    };
  }, [roost, store]);
}

const keptOf = (state: RoostState, event: Event) =>
  event.type === 'message.posted' || event.type === 'message.edited'
    ? preferenceOf(state, event.data.message.channel)
    : undefined;

interface Words {
  t: ReturnType<typeof useTranslations<'tidings'>>;
  timeline: ReturnType<typeof useTranslations<'timeline'>>;
}

function wordsOf(state: RoostState, workspaceId: string, { message, thread }: Tiding, { t, timeline }: Words): Said {
  const author = userOf(state, workspaceId, message.author)?.name ?? '';
  const user = (id: string) => mentionedName(state, workspaceId, id) ?? '';
  const channel = (id: string) => channelNameOf(state, id);
  const isDirect = channelOf(state, message.channel)?.kind === 'direct';
  const where = `#${channel(message.channel)}`;
  const title =
    thread !== null
      ? t('notifyThread', { author, place: isDirect ? channel(message.channel) : where })
      : isDirect
        ? author
        : t('notifyIn', { author, place: where });
  const { threadRoot, ...rest } = message;
  const linked = thread === null ? rest : { ...rest, ...(threadRoot && { threadRoot }) };
  return {
    title,
    body: plainText(asSaid(message, timeline), { user, channel }),
    path: messagePath(workspaceId, linked),
  };
}
