import { ChannelMenuItems } from '../features/sidebar/ChannelMenuItems.tsx';
import type { MenuTarget } from '../features/sidebar/RowMenu.tsx';
import { SectionMenuItems } from '../features/sidebar/SectionMenuItems.tsx';
import { useOpenDialog } from './dialogs.ts';
import { useMarkRead } from './useMarkRead.ts';

/** The items of the sidebar's menu, whatever it was opened on. */
export function SidebarMenuItems({ workspaceId, target }: { workspaceId: string; target: MenuTarget }) {
  const openDialog = useOpenDialog();
  const { markRead } = useMarkRead();
  if (target.kind === 'section')
    return (
      <SectionMenuItems
        workspaceId={workspaceId}
        sectionId={target.section}
        onRead={markRead}
        onNewSection={() => openDialog({ kind: 'newSection' })}
        onRename={() => openDialog({ kind: 'renameSection', section: target.section })}
      />
    );
  return (
    <ChannelMenuItems
      workspaceId={workspaceId}
      channelId={target.channel}
      onRead={() => markRead([target.channel])}
      onNewSection={() => openDialog({ kind: 'newSection', channel: target.channel })}
      onBookmark={() => openDialog({ kind: 'bookmark', channel: target.channel })}
    />
  );
}
