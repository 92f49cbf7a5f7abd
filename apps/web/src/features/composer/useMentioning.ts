import { useEffect, useState } from 'react';
import { useCore } from '../../sync/roost.ts';
import { namesSomebody, reachToAskFor } from './reach.ts';

/** What comes between Enter and the outbox, and after it, because of whom a message mentions. */
export interface Mentioning {
  /** Posts the text as it is sent, or asks first when it mentions many. */
  handOver: (sent: string) => void;
  /** What one is being asked about. It stands in the composer still. */
  asking: { text: string; atMost: number } | null;
  /** Sends it after all, or goes back to it. */
  answer: (send: boolean) => void;
  /** What was said last and names somebody, until it is seen to. */
  naming: { channelId: string; text: string } | null;
  seenTo: () => void;
}

interface Writing {
  channelId: string;
  text: string;
  /** False: the outbox is full. */
  post: (sent: string) => boolean;
}

export function useMentioning({ channelId, text, post }: Writing): Mentioning {
  const { store } = useCore();
  const [asking, setAsking] = useState<Mentioning['asking']>(null);
  const [naming, setNaming] = useState<Mentioning['naming']>(null);
  // What is asked about is what stands there.
  useEffect(() => setAsking(null), [text, channelId]);
  const hand = (sent: string) => {
    if (post(sent)) setNaming(namesSomebody(sent) ? { channelId, text: sent } : null);
  };
  return {
    handOver: (sent) => {
      if (asking) return;
      const atMost = reachToAskFor(store.getState(), channelId, sent);
      if (atMost === null) hand(sent);
      else setAsking({ text: sent, atMost });
    },
    asking,
    answer: (send) => {
      setAsking(null);
      if (send && asking) hand(asking.text);
    },
    naming: naming?.channelId === channelId ? naming : null,
    seenTo: () => setNaming(null),
  };
}
