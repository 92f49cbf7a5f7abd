import type { Args, Value } from '@roost/protocol/registry';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useIsLive } from '../../sync/connection.ts';
import { useRoost } from '../../sync/roost.ts';

export type ListedChannel = Value<'channel.list'>['channels'][number];
export type ChannelList =
  | { state: 'loading' }
  | { state: 'failed'; error: unknown }
  | { state: 'loaded'; channels: readonly ListedChannel[]; next: string | null };

/** Which channels are shown, and in which order. */
export interface ChannelQuery {
  search: string;
  only: 'all' | 'joined' | 'notJoined' | 'private' | 'archived';
  sort: NonNullable<Args<'channel.list'>['sort']>;
}

const askAfterMs = 120;

/** The channels that one may see, a page at a time. `changes` is something that changes when one joined or left one. */
export function useChannelList(workspaceId: string, { search, only, sort }: ChannelQuery, changes: unknown) {
  const roost = useRoost();
  const isLive = useIsLive();
  const [list, setList] = useState<ChannelList>({ state: 'loading' });
  const latest = useRef(0);
  const load = useCallback(
    async (after: string | null) => {
      const turn = ++latest.current;
      try {
        const page = await roost.query('channel.list', {
          workspace: workspaceId,
          limit: 50,
          ...(search ? { search } : {}),
          ...(only === 'archived' ? { archived: true } : only === 'all' ? {} : { only }),
          sort,
          ...(after ? { after } : {}),
        });
        if (turn !== latest.current) return;
        roost.learnChannels(page.channels.map((one) => one.channel));
        setList((now) => ({
          state: 'loaded',
          channels: after && now.state === 'loaded' ? [...now.channels, ...page.channels] : page.channels,
          next: page.next,
        }));
      } catch (error) {
        if (turn === latest.current) setList((now) => (now.state === 'loaded' ? now : { state: 'failed', error }));
      }
    },
    [roost, workspaceId, search, only, sort],
  );
  useEffect(() => {
    const turns = latest;
    const timer = setTimeout(() => void load(null), search ? askAfterMs : 0);
    return () => {
      clearTimeout(timer);
      turns.current++;
    };
  }, [load, search, changes, isLive]);
  return {
    list,
    reload: () => void load(null),
    loadMore: () => list.state === 'loaded' && list.next && void load(list.next),
  };
}
