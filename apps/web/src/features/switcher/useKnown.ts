import { intendedPlaces, intendedPreferences } from '@roost/client/intended';
import { useEffect, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { channelNameOf, unreadOf } from '../../sync/channels.ts';
import { useUsersComplete, useUsersHere } from '../../sync/people.ts';
import { useCore, useRoost, useRoostState } from '../../sync/roost.ts';
import type { Conversation, Known } from './choices.ts';

const askAfterMs = 150;

/** Everything that one can go to. What this client has never met is asked for after a short pause in typing, and comes in then. */
export function useKnown(workspaceId: string, typed: string): Omit<Known, 'actions'> {
  const { store } = useCore();
  const people = useUsersHere(workspaceId);
  const { channels, users, places, preferences } = useRoostState(
    useShallow((state) => {
      const workspace = state.replica.workspaces.get(workspaceId);
      return {
        channels: workspace?.channels,
        users: workspace?.users,
        places: workspace && intendedPlaces(workspace, state.outbox),
        preferences: workspace && intendedPreferences(workspace, state.outbox),
      };
    }),
  );
  useAsk(workspaceId, typed);
  const conversations = useMemo(() => {
    if (!channels || !places || !users) return [];
    const state = store.getState();
    return [...channels.values()].map((channel): Conversation => {
      const membership = places.get(channel.id);
      const { any, badge } = unreadOf(membership, preferences?.get(channel.id));
      return { channel, name: channelNameOf(state, channel.id), membership, isUnread: any, mentions: badge };
    });
  }, [store, channels, places, users, preferences]);
  return useMemo(() => ({ conversations, people }), [conversations, people]);
}

function useAsk(workspace: string, typed: string): void {
  const roost = useRoost();
  const knowsEverybody = useUsersComplete(workspace);
  const [, sign, search] = /^([#@>]?)(.*)$/s.exec(typed.trim())!;
  useEffect(() => {
    if (!search || sign === '>') return;
    const timer = setTimeout(() => {
      // What is known here stays on the screen; the next key asks again.
      const ignore = () => {};
      if (sign !== '@')
        roost
          .query('channel.list', { workspace, limit: 20, search })
          .then((page) => roost.learnChannels(page.channels.map(({ channel }) => channel)), ignore);
      if (sign !== '#' && !knowsEverybody)
        roost.query('user.list', { workspace, limit: 20, search }).then((page) => roost.learnUsers(page.users), ignore);
    }, askAfterMs);
    return () => clearTimeout(timer);
  }, [roost, workspace, sign, search, knowsEverybody]);
}
