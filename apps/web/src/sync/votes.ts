import { useEffect } from 'react';
import { useRoost, useRoostState, type Roost } from './roost.ts';

const none: readonly number[] = [];
/** On the way: an answer goes into the replica, from where a new snapshot may take it again. */
const asked = new Set<string>();

/**
 * What one has chosen oneself in an anonymous poll, as the server has it. A snapshot tells of the newest votes; of an older one the server
 * is asked once.
 */
export function useOwnVote(workspaceId: string, message: string, isAnonymous: boolean): readonly number[] {
  const roost = useRoost();
  const known = useRoostState((state) => state.replica.workspaces.get(workspaceId)?.votes.get(message)?.choices);
  const isComplete = useRoostState((state) => state.replica.workspaces.get(workspaceId)?.votesComplete ?? true);
  const isWanted = isAnonymous && known === undefined && !isComplete;
  useEffect(() => {
    if (isWanted) ask(roost, workspaceId, message);
  }, [isWanted, roost, workspaceId, message]);
  return known ?? none;
}

function ask(roost: Roost, workspace: string, message: string): void {
  if (asked.has(message)) return;
  asked.add(message);
  const done = () => void asked.delete(message);
  roost.query('poll.mine', { workspace, messages: [message] }).then(done, done);
}
