import { intendedPlaces } from '@roost/client/intended';
import { reachOf } from '@roost/client/unread';
import { useMemo } from 'react';
import { membershipOf } from './channels.ts';
import { useCore } from './roost.ts';

/** Where reading had ended in a channel, so that it can be put back there. */
export interface ReadStep {
  channel: string;
  readAt: string;
}

export interface ReadingActs {
  /** The channels of a workspace in which something is unread, muted ones too. */
  unreadIn: (workspace: string) => string[];
  /** Marks everything that is there now as read. Answers with what it takes to take that back. */
  markRead: (channels: readonly string[]) => ReadStep[];
  /** Puts the read positions back. */
  putBack: (steps: readonly ReadStep[]) => void;
}

/** Marking whole channels as read, and taking it back. Shows at once, also offline. */
export function useReadingActs(): ReadingActs {
  const { roost, store } = useCore();
  return useMemo(() => {
    const placeOf = (channel: string) => membershipOf(store.getState(), channel);
    return {
      unreadIn: (workspace) => {
        const { replica, outbox } = store.getState();
        const home = replica.workspaces.get(workspace);
        const places = home ? [...intendedPlaces(home, outbox).values()] : [];
        return places.filter(({ unread }) => unread.entries.length > 0 || unread.more).map(({ channel }) => channel);
      },
      markRead: (channels) =>
        channels.flatMap((channel) => {
          const place = placeOf(channel);
          if (!place?.lastMessageAt) return [];
          const newest = reachOf(place.unread, place.lastMessageAt);
          if (newest <= place.readAt) return [];
          roost.markReadTo(channel, newest);
          return { channel, readAt: place.readAt };
        }),
      putBack: (steps) => {
        for (const { channel, readAt } of steps) roost.markReadTo(channel, readAt, { back: true });
      },
    };
  }, [roost, store]);
}
