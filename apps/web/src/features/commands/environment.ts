import type { useTranslations } from 'use-intl';
import type { CommandEnd, CommandPlace } from '../../message/commands.ts';
import type { Names } from '../../message/mentionText.ts';
import type { Place } from '../../navigation/places.ts';
import { channelOf, membershipOf, rightsIn, type ChannelRights } from '../../sync/channels.ts';
import type { Roost } from '../../sync/roost.ts';
import type { RoostState } from '../../sync/state.ts';

/** What a command works with. */
export interface Environment extends CommandPlace {
  roost: Roost;
  state: () => RoostState;
  names: Names;
  now: () => Date;
  t: ReturnType<typeof useTranslations<'commands'>>;
  /** The words for the people of a channel. */
  members: ReturnType<typeof useTranslations<'members'>>;
  /** A moment in words. */
  toWhen: (at: Date) => string;
  /** What the server has against it, in words. */
  toText: (error: unknown) => string;
  /** Says what has been done. */
  tell: (text: string, undo?: () => void) => void;
  go: (place: Place) => void;
  open: (what: 'status' | 'shortcuts') => void;
}

export const done: CommandEnd = { type: 'done' };
export const refuse = (why: string): CommandEnd => ({ type: 'refused', why });

export const channelHere = ({ state, channelId }: Environment) => channelOf(state(), channelId);
export const selfIn = ({ state, workspaceId }: Environment) => state().replica.workspaces.get(workspaceId)?.self;

/** What one may do with the channel. */
export function rightsHere(env: Environment): ChannelRights {
  const isMember = membershipOf(env.state(), env.channelId) !== undefined;
  return rightsIn(channelHere(env), selfIn(env), isMember);
}

/** Asks the server, which decides, and says what it has against it. */
export async function decided(env: Environment, act: () => Promise<unknown>, told?: string): Promise<CommandEnd> {
  try {
    await act();
  } catch (error) {
    return refuse(env.toText(error));
  }
  if (told !== undefined) env.tell(told);
  return done;
}
