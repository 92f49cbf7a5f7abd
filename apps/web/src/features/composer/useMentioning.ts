import { useEffect, useState } from 'react';
import { useCore } from '../../sync/roost.ts';
import { namesSomebody, reachToAskFor } from './reach.ts';

/** What comes between Enter and the outbox, and after it, because of whom a message mentions. */
export interface Mentioning {
  /** Posts the text as it is sent, or asks first when it mentions many. False: it stands in the composer still. */
  handOver: (sent: string, how?: Manner) => boolean;
  /** What one is being asked about. It stands in the composer still. */
  asking: Asking | null;
  /** Does something else with a text that is for many, or asks first. */
  asked: (sent: string, isLater: boolean, act: () => void) => void;
  /** Sends it after all, or goes back to it. */
  answer: (send: boolean) => void;
  /** What was said last and names somebody, until it is seen to. */
  naming: { channelId: string; text: string } | null;
  seenTo: () => void;
}

/** A text that is for many, and what is done with it when one goes on. */
interface Asking {
  text: string;
  atMost: number;
  /** It is to be sent later. */
  isLater: boolean;
  act: () => void;
}

/** How it is said. */
export interface Manner {
  thirdPerson?: boolean;
}

interface Writing {
  channelId: string;
  text: string;
  /** False: the outbox is full. */
  post: (sent: string, how: Manner) => boolean;
}

const plainly: Manner = {};

export function useMentioning({ channelId, text, post }: Writing): Mentioning {
  const { store } = useCore();
  const [asking, setAsking] = useState<Mentioning['asking']>(null);
  const [naming, setNaming] = useState<Mentioning['naming']>(null);
  // What is asked about is what stands there.
  useEffect(() => setAsking(null), [text, channelId]);
  const ask = (sent: string, on: Omit<Asking, 'text' | 'atMost'>): boolean => {
    const atMost = reachToAskFor(store.getState(), channelId, sent);
    if (atMost !== null) setAsking({ text: sent, atMost, ...on });
    return atMost !== null;
  };
  const hand = (sent: string, how: Manner) => {
    if (!post(sent, how)) return false;
    setNaming(namesSomebody(sent) ? { channelId, text: sent } : null);
    return true;
  };
  return {
    handOver: (sent, how = plainly) => {
      if (asking || ask(sent, { isLater: false, act: () => void hand(sent, how) })) return false;
      return hand(sent, how);
    },
    asked: (sent, isLater, act) => {
      if (!asking && !ask(sent, { isLater, act })) act();
    },
    asking,
    answer: (send) => {
      setAsking(null);
      if (send) asking?.act();
    },
    naming: naming?.channelId === channelId ? naming : null,
    seenTo: () => setNaming(null),
  };
}
