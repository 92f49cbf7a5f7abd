import type { User } from '@roost/protocol/entities';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMemberChanges } from '../../sync/channels.ts';
import { useIsLive } from '../../sync/connection.ts';
import { useRoost } from '../../sync/roost.ts';

export type Members =
  | { state: 'loading' }
  | { state: 'failed'; error: unknown }
  | { state: 'loaded'; users: readonly User[]; next: string | null };

/** The people of a channel, a page at a time, read again whenever somebody joins or leaves and when the connection comes back. */
export function useMembers(channelId: string) {
  const roost = useRoost();
  const changes = useMemberChanges(channelId);
  const isLive = useIsLive();
  const [members, setMembers] = useState<Members>({ state: 'loading' });
  const latest = useRef(0);

  const load = useCallback(
    async (after: string | null) => {
      const turn = ++latest.current;
      try {
        const page = await roost.query('channel.members', {
          channel: channelId,
          limit: 100,
          ...(after ? { after } : {}),
        });
        if (turn !== latest.current) return;
        roost.learnUsers(page.users);
        setMembers((now) => ({
          state: 'loaded',
          users: after && now.state === 'loaded' ? [...now.users, ...page.users] : page.users,
          next: page.next,
        }));
      } catch (error) {
        if (turn === latest.current) setMembers((now) => (now.state === 'loaded' ? now : { state: 'failed', error }));
      }
    },
    [roost, channelId],
  );

  useEffect(() => {
    const turns = latest;
    void load(null);
    return () => void turns.current++;
  }, [load, changes, isLive]);
  return {
    members,
    reload: () => void load(null),
    loadMore: () => members.state === 'loaded' && members.next && void load(members.next),
  };
}
