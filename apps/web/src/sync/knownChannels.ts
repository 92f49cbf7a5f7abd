import type { Channel } from '@roost/protocol/entities';
import { useShallow } from 'zustand/react/shallow';
import { useRoostState } from './roost.ts';

const none: readonly Channel[] = [];

/** The channels that are known in a workspace: one's own, and public ones that one came across. */
export function useKnownChannels(workspaceId: string): readonly Channel[] {
  return useRoostState(
    useShallow((state) => {
      const workspace = state.replica.workspaces.get(workspaceId);
      return workspace ? [...workspace.channels.values()] : none;
    }),
  );
}
