import { useGo } from '../navigation/usePlace.ts';
import { useReadUnread } from '../sync/channels.ts';
import { useSidebarSections } from '../sync/sidebarSections.ts';

/** Goes to the next (1) or previous (-1) conversation in the order of the sidebar, or to the next unread one. */
export function useChannelSteps(workspaceId: string, current: string | null) {
  const sections = useSidebarSections(workspaceId);
  const isUnread = useReadUnread();
  const go = useGo();
  return (step: 1 | -1, onlyUnread: boolean) => {
    const all = sections.flatMap(({ channels }) => channels);
    const here = current === null ? -1 : all.indexOf(current);
    const start = here < 0 && step === -1 ? 0 : here;
    for (let i = 1; i <= all.length; i++) {
      const candidate = all[(start + i * step + all.length * 2) % all.length]!;
      if (candidate === current) continue;
      if (!onlyUnread || isUnread(candidate)) return go({ at: 'channel', workspace: workspaceId, channel: candidate });
    }
  };
}
