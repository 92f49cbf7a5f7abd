import type { Message } from '@roost/protocol/entities';
import { createContext, useContext } from 'react';

/** The layers that a message may ask for. What they hold is a feature's matter, so the app provides them. */
export interface MessageLayers {
  /** What it said before it was edited. */
  showVersions: (message: Message) => void;
  /** Asks when to be reminded of it. */
  remind: (message: { id: string }) => void;
  /** Asks where to, and with which words. */
  forward: (message: Message) => void;
  /** Asks for a date, beginning with this one. */
  jumpToDate: (channel: string, day: string) => void;
}

export const MessageLayersContext = createContext<MessageLayers>({
  showVersions: () => {},
  remind: () => {},
  forward: () => {},
  jumpToDate: () => {},
});

export const useMessageLayers = (): MessageLayers => useContext(MessageLayersContext);
