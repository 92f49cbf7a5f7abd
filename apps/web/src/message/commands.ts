import type { ReactNode } from 'react';
import type { Typed } from './slash.ts';

// Between the composer, in which commands are typed, and the part that knows what they do, which is fetched later.

/** A command as it is offered. */
export interface CommandOffer {
  name: string;
  icon: ReactNode;
  /** `/topic text` */
  usage: string;
  /** What it does. */
  about: string;
  /** Something follows the name. */
  takes: 'nothing' | 'maybe' | 'something';
}

/** What became of a command. Only what is done leaves the composer. */
export type CommandEnd =
  | { type: 'done' }
  /** It stays where it is; what comes of it is seen elsewhere. */
  | { type: 'kept' }
  /** There is no such command. */
  | { type: 'unknown'; name: string }
  | { type: 'refused'; why: string }
  /** Asks first. */
  | { type: 'asks'; title: string; text: string; label: string; act: () => Promise<CommandEnd> };

export interface Commands {
  /** Those that one may use here and whose names begin so, or contain it. */
  offers: (query: string) => readonly CommandOffer[];
  /** What the one that is being typed will do, where there is more to tell than when it was chosen. */
  hint: (typed: Typed) => CommandOffer | null;
  run: (typed: Typed) => Promise<CommandEnd>;
}

/** Where a command is typed, and how it says something there. */
export interface CommandPlace {
  workspaceId: string;
  channelId: string;
  threadRoot: string | undefined;
  say: (text: string, how?: { thirdPerson?: boolean }) => CommandEnd;
  /** Opens a new poll, with this question. */
  askPoll: (question: string) => void;
}
