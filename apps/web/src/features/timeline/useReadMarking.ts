import type { Message } from '@roost/protocol/entities';
import { useCallback, useEffect, useRef } from 'react';
import { useMembership } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';

const restMs = 300;

/**
 * Moves the read position to the last message that one can see, when scrolling has come to rest and the page has the focus.
 * "Mark unread" freezes it until one leaves the channel.
 */
export function useReadMarking(
  channelId: string,
  lastSeen: () => Message | undefined,
  /** What is shown: looked at again when it changes, and when an edit calls one. */
  keys: readonly string[],
): { look: () => void; freeze: () => void } {
  const roost = useRoost();
  const called = useMembership(channelId)?.unread.entries.at(-1)?.at ?? '';
  const frozen = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const marked = useRef({ createdAt: '', called: '' });
  const latest = useRef({ lastSeen, called });
  useEffect(() => {
    latest.current = { lastSeen, called };
  });
  useEffect(() => {
    frozen.current = false;
    marked.current = { createdAt: '', called: '' };
  }, [channelId]);
  const look = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (frozen.current || !document.hasFocus() || document.visibilityState !== 'visible') return;
      const { called: now } = latest.current;
      const message = latest.current.lastSeen();
      const isFurther = message && (message.createdAt > marked.current.createdAt || now > marked.current.called);
      if (!isFurther || message.createdAt < marked.current.createdAt) return;
      marked.current = { createdAt: message.createdAt, called: now };
      roost.markRead(channelId, message.id);
    }, restMs);
  }, [roost, channelId]);
  useEffect(() => look(), [look, keys, called]);
  useEffect(() => {
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);
  const freeze = useCallback(() => {
    frozen.current = true;
  }, []);
  return { look, freeze };
}
