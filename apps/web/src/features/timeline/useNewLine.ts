import type { ChannelPlace } from '@roost/client/types';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface NewLine {
  /** Messages after this instant stand below the New line; null: no line. */
  newAfter: string | null;
  clear: () => void;
  /** Puts the line before this instant: somebody marked from there on as unread. */
  set: (after: string) => void;
}

/**
 * The New line stands where reading ended when the channel was opened, and stays there until one leaves or clears it. What comes
 * while one looks elsewhere (another window, or further up) gets a line too.
 */
export function useNewLine(channelId: string, membership: ChannelPlace | undefined, isAway: () => boolean): NewLine {
  const [line, setLine] = useState<{ channel: string; after: string | null }>(() => ({
    channel: channelId,
    after: lineOf(membership),
  }));
  const newest = useRef(membership?.lastMessageAt ?? null);
  const lastMessageAt = membership?.lastMessageAt ?? null;
  useEffect(() => {
    const before = newest.current;
    newest.current = lastMessageAt;
    if (before === null || lastMessageAt === null || lastMessageAt <= before || !isAway()) return;
    setLine((now) => (now.after === null ? { ...now, after: before } : now));
  }, [lastMessageAt, isAway]);
  const clear = useCallback(() => setLine({ channel: channelId, after: null }), [channelId]);
  const set = useCallback((after: string) => setLine({ channel: channelId, after }), [channelId]);
  return { newAfter: line.channel === channelId ? line.after : null, clear, set };
}

function lineOf(membership: ChannelPlace | undefined): string | null {
  return membership && membership.unread.entries.length > 0 ? membership.readAt : null;
}
