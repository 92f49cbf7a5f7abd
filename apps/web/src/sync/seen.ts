import { limits } from '@roost/protocol/limits';
import { useEffect, useState } from 'react';
import { useIsLive } from './connection.ts';
import { useRoost } from './roost.ts';

const nothing: ReadonlyMap<string, string> = new Map();

/** When people were active last, as far as they let others know. Asked for when they are shown and when the connection comes back. */
export function useSeen(workspaceId: string, users: readonly string[]): ReadonlyMap<string, string> {
  const roost = useRoost();
  const isLive = useIsLive();
  const [seen, setSeen] = useState(nothing);
  const ids = users.slice(-limits.idsPerRequest).join();
  useEffect(() => {
    if (!isLive || ids === '') return;
    let isOver = false;
    roost.query('user.seen', { workspace: workspaceId, users: ids.split(',') }).then(
      (answer) =>
        isOver || setSeen((now) => new Map([...now, ...answer.seen.map(({ user, at }) => [user, at] as const)])),
      () => {}, // It is left out, and asked for again with the next people.
    );
    return () => void (isOver = true);
  }, [roost, workspaceId, ids, isLive]);
  return seen;
}
