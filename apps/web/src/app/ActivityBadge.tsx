import { useEffect, useState, type ComponentType } from 'react';
import { useIsLive } from '../sync/connection.ts';

type Counted = ComponentType<{ workspaceId: string }>;

let here: Counted | null = null;

async function fetchIt(): Promise<void> {
  const [{ ActivityBadge: Badge }, { LaterWords }] = await Promise.all([
    import('../features/activity/ActivityBadge.tsx'),
    import('../i18n/LaterWords.tsx'),
  ]);
  here = ({ workspaceId }) => (
    <LaterWords>
      <Badge key={workspaceId} workspaceId={workspaceId} />
    </LaterWords>
  );
}

/** How much is new in one's activity. The first screen neither waits for it nor fails with it. */
export function ActivityBadge({ workspaceId }: { workspaceId: string }) {
  const [Part, setPart] = useState(() => here);
  const isLive = useIsLive();
  useEffect(() => {
    if (!Part && isLive)
      fetchIt().then(
        () => setPart(() => here),
        () => {},
      );
  }, [Part, isLive]);
  return Part && <Part workspaceId={workspaceId} />;
}
