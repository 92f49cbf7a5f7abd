import type { Message } from '@roost/protocol/entities';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { plainText } from '../../markdown/plainText.ts';
import { asSaid } from '../../message/asSaid.ts';
import type { MessageList } from '../../message/useMessageList.ts';
import { announce } from '../../ui/Announcer.tsx';

const collectMs = 1_000;
const freshMs = 30_000;
/** More than this at once are told as a number. */
const readOutMost = 3;

/**
 * Counts messages of others that came in below what one reads, and says new ones to screen readers. Where the rows do not reach the
 * present (`hasMoreAfter`), what comes next are pages of the past.
 */
export function useArrivals(
  messages: readonly Message[],
  hasMoreAfter: boolean,
  self: string,
  atBottom: RefObject<boolean>,
  names: AnnouncedNames,
): { count: number; clear: () => void } {
  const [count, setCount] = useState(0);
  const reached = useRef(hasMoreAfter ? '' : (messages.at(-1)?.createdAt ?? ''));
  const say = useAnnouncer(names);
  useEffect(() => {
    const before = reached.current;
    reached.current = hasMoreAfter ? '' : (messages.at(-1)?.createdAt ?? before);
    if (before === '' || hasMoreAfter) return;
    const fresh = messages.filter(
      (message) => message.createdAt > before && message.author !== self && !message.system,
    );
    const live = fresh.filter((message) => Date.now() - Date.parse(message.createdAt) < freshMs);
    say(live);
    if (fresh.length > 0) setCount((now) => (atBottom.current ? 0 : now + fresh.length));
  }, [messages, hasMoreAfter, self, atBottom, say]);
  const clear = useCallback(() => setCount(0), []);
  return { count, clear };
}

type AnnouncedNames = Pick<MessageList, 'nameOf' | 'channelNameOf'>;

function useAnnouncer(names: AnnouncedNames): (messages: readonly Message[]) => void {
  const t = useTranslations('timeline');
  const latest = useRef(names);
  useEffect(() => {
    latest.current = names;
  });
  const waiting = useRef<Message[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (messages) => {
      if (messages.length === 0) return;
      waiting.current.push(...messages);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const told = waiting.current.splice(0);
        if (told.length > readOutMost) return announce(t('manyNew', { count: told.length }));
        const { nameOf: user, channelNameOf: channel } = latest.current;
        for (const message of told) {
          const author = user(message.author);
          const text = plainText(asSaid(message, t), { user, channel }, 200);
          announce(message.thirdPerson ? `${author} ${text}` : t('newMessageBy', { author, text }));
        }
      }, collectMs);
    },
    [t],
  );
}
