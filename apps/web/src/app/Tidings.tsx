import { LaterWords } from '../i18n/LaterWords.tsx';
import { useAnnounceElsewhere } from './useAnnounceElsewhere.ts';
import { useDesktopNotifications } from './useDesktopNotifications.ts';
import { useRefusals } from './useRefusals.ts';
import { useReminderNews } from './useReminderNews.ts';
import { useScheduleNews } from './useScheduleNews.ts';

export interface TidingsProps {
  workspaceId: string;
  openChannel: string | null;
}

/** Says what must be heard wherever one is. Shows nothing itself. */
export function Tidings(props: TidingsProps) {
  return (
    <LaterWords>
      <Telling {...props} />
    </LaterWords>
  );
}

function Telling({ workspaceId, openChannel }: TidingsProps): null {
  useRefusals(workspaceId);
  useScheduleNews(workspaceId);
  useReminderNews(workspaceId);
  useAnnounceElsewhere(openChannel);
  useDesktopNotifications();
  return null;
}
