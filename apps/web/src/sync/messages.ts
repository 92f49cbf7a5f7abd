import { findMessage } from '@roost/client/selectors';
import type { ChannelWindow, ThreadWindow } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import { homeOf } from './channels.ts';
import { useRoostState } from './roost.ts';

const nobody: readonly string[] = [];

/** The run of messages that is loaded of a channel. */
export const useWindow = (channelId: string): ChannelWindow | undefined =>
  useRoostState((state) => homeOf(state, channelId)?.windows.get(channelId));

/** The loaded replies to a message, and the message itself. */
export const useThread = (rootId: string): ThreadWindow | undefined =>
  useRoostState((state) => {
    for (const workspace of state.replica.workspaces.values()) {
      const thread = workspace.threads.get(rootId);
      if (thread) return thread;
    }
    return undefined;
  });

/** A message that is in some window. */
export const useKnownMessage = (id: string): Message | undefined => useRoostState((state) => findMessage(state, id));

/** Who types in a channel, oldest first. */
export const useTyping = (channelId: string): readonly string[] =>
  useRoostState((state) => state.live.typing.get(channelId) ?? nobody);
