import type { ReactNode } from 'react';
import { useOpenDialog } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';

const DirectsPage = lazyPart(async () => (await import('../features/directs/DirectsPage.tsx')).DirectsPage);

/** The list of direct conversations: a page of its own, or a phone's second tab, which has a heading already. */
export function Directs({ workspaceId, start, level }: { workspaceId: string; start?: ReactNode; level: 1 | 2 }) {
  const openDialog = useOpenDialog();
  return (
    <DirectsPage
      workspaceId={workspaceId}
      start={start}
      level={level}
      onNew={() => openDialog({ kind: 'newDirect' })}
    />
  );
}
