import type { Channel } from '@roost/protocol/entities';
import { useMemo } from 'react';
import { useRoostState } from './roost.ts';

const none: readonly Channel[] = [];

/** The channels that are known in a workspace: one's own, and public ones that one came across. */
export function useKnownChannels(workspaceId: string): readonly Channel[] {
  const channels = useRoostState(({ replica }) => replica.workspaces.get(workspaceId)?.channels);
  return useMemo(() => (channels ? [...channels.values()] : none), [channels]);
}
