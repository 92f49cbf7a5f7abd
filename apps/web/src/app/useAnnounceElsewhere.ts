import { countsAll } from '@roost/protocol/sidebar';
import { mentions } from '@roost/protocol/text';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { plainText } from '../markdown/plainText.ts';
import { asSaid } from '../message/asSaid.ts';
import { channelNameOf, channelOf, preferenceOf } from '../sync/channels.ts';
import { mentionedName } from '../sync/groups.ts';
import { userOf } from '../sync/people.ts';
import { useCore } from '../sync/roost.ts';
import { announce } from '../ui/Announcer.tsx';

/** Older events are what one missed, told by the sidebar; only what happens now is spoken. */
const freshMs = 30_000;

/** Says mentions and direct messages that arrive anywhere but in the open conversation. */
export function useAnnounceElsewhere(openChannel: string | null): void {
  const t = useTranslations('tidings');
  const timeline = useTranslations('timeline');
  const { roost, store } = useCore();
  const latest = useRef({ t, timeline, openChannel });
  useEffect(() => {
    latest.current = { t, timeline, openChannel };
  });
  useEffect(
    () =>
      roost.onEvent((event, workspaceId) => {
        if (workspaceId === null || event.type !== 'message.posted' || Date.now() - Date.parse(event.at) > freshMs)
          return;
        const { message } = event.data;
        const state = store.getState();
        const self = state.replica.workspaces.get(workspaceId)?.self.id;
        const isDirect = channelOf(state, message.channel)?.kind === 'direct';
        if (!self || message.author === self || message.channel === latest.current.openChannel || message.system)
          return;
        if (!countsAll(message.channel, preferenceOf(state, message.channel)) && !mentions(message, self)) return;
        const author = userOf(state, workspaceId, message.author)?.name ?? '';
        const user = (id: string) => mentionedName(state, workspaceId, id) ?? '';
        const channel = (id: string) => channelNameOf(state, id);
        const text = plainText(asSaid(message, latest.current.timeline), { user, channel });
        const say = latest.current.t;
        announce(
          isDirect
            ? say('directElsewhere', { author, text })
            : say('mentionElsewhere', { author, place: `#${channel(message.channel)}`, text }),
        );
      }),
    [roost, store],
  );
}
