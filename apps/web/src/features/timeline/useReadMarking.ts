import type { Message } from '@roost/protocol/entities';
import { useCallback, useEffect, useRef } from 'react';
import { useRoost } from '../../sync/roost.ts';

const restMs = 300;

/**
 * Moves the read position to the last message that one can see, when scrolling has come to rest and the page has the focus.
 * "Mark unread" freezes it until one leaves the channel.
 */
export function useReadMarking(
  channelId: string,
  lastSeen: () => Message | undefined,
): { look: () => void; freeze: () => void } {
  const roost = useRoost();
  const frozen = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const marked = useRef('');
  const latest = useRef(lastSeen);
  useEffect(() => {
    latest.current = lastSeen;
  });
  useEffect(() => {
    frozen.current = false;
    marked.current = '';
  }, [channelId]);
  const look = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (frozen.current || !document.hasFocus() || document.visibilityState !== 'visible') return;
      const message = latest.current();
      if (!message || message.createdAt <= marked.current) return;
      marked.current = message.createdAt;
      roost.markRead(channelId, message.id);
    }, restMs);
  }, [roost, channelId]);
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
