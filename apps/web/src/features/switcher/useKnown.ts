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
  const { channels, memberships, users } = useRoostState(
    useShallow((state) => {
      const workspace = state.replica.workspaces.get(workspaceId);
      return { channels: workspace?.channels, memberships: workspace?.memberships, users: workspace?.users };
    }),
  );
  useAsk(workspaceId, typed);
  const conversations = useMemo(() => {
    if (!channels || !memberships || !users) return [];
    const state = store.getState();
    return [...channels.values()].map((channel): Conversation => {
      const membership = memberships.get(channel.id);
      const { any, count, mentions } = unreadOf(membership);
      const name = channelNameOf(state, channel.id);
      return { channel, name, membership, isUnread: any, mentions: channel.kind === 'direct' ? count : mentions };
    });
  }, [store, channels, memberships, users]);
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
