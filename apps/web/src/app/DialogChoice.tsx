import type { ReactNode } from 'react';
import type { DialogsProps, OpenDialog } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';

const Switcher = lazyPart(async () => (await import('./Switcher.tsx')).Switcher);
const InviteDialog = lazyPart(async () => (await import('../features/settings/InviteDialog.tsx')).InviteDialog);
const NewWorkspaceDialog = lazyPart(
  async () => (await import('../features/settings/NewWorkspaceDialog.tsx')).NewWorkspaceDialog,
);
const CreateChannelDialog = lazyPart(
  async () => (await import('../features/channelSettings/CreateChannelDialog.tsx')).CreateChannelDialog,
);
const ChannelBrowserDialog = lazyPart(
  async () => (await import('../features/channelBrowser/ChannelBrowserDialog.tsx')).ChannelBrowserDialog,
);
const NewDirectDialog = lazyPart(async () => (await import('../features/people/NewDirectDialog.tsx')).NewDirectDialog);
const ConvertDirectDialog = lazyPart(
  async () => (await import('../features/channelSettings/ConvertDirectDialog.tsx')).ConvertDirectDialog,
);
const Groups = lazyPart(async () => (await import('./Groups.tsx')).Groups);
const AddPeopleDialog = lazyPart(async () => (await import('../features/people/AddPeopleDialog.tsx')).AddPeopleDialog);
const RemovePersonDialog = lazyPart(
  async () => (await import('../features/people/RemovePersonDialog.tsx')).RemovePersonDialog,
);
const InviteAsDialog = lazyPart(async () => (await import('../features/people/InviteAsDialog.tsx')).InviteAsDialog);
const ChannelSettingsDialog = lazyPart(
  async () => (await import('../features/channelSettings/ChannelSettingsDialog.tsx')).ChannelSettingsDialog,
);
const AccessDialog = lazyPart(async () => (await import('../features/access/AccessDialog.tsx')).AccessDialog);
const BookmarkDialog = lazyPart(async () => (await import('../features/bookmarks/BookmarkDialog.tsx')).BookmarkDialog);
const PeoplePicker = lazyPart(async () => (await import('../features/people/PeoplePicker.tsx')).PeoplePicker);
const SectionDialog = lazyPart(async () => (await import('../features/sidebar/SectionDialog.tsx')).SectionDialog);
const RemindDialog = lazyPart(async () => (await import('../features/reminders/RemindDialog.tsx')).RemindDialog);
const VersionsDialog = lazyPart(async () => (await import('../features/versions/VersionsDialog.tsx')).VersionsDialog);
const JumpDialog = lazyPart(async () => (await import('../features/jump/JumpDialog.tsx')).JumpDialog);
const Forward = lazyPart(async () => (await import('./Forward.tsx')).Forward);
const WhyDialog = lazyPart(async () => (await import('../features/sidebar/WhyDialog.tsx')).WhyDialog);
const ShortcutsDialog = lazyPart(async () => (await import('./ShortcutsDialog.tsx')).ShortcutsDialog);
const PauseDialog = lazyPart(async () => (await import('../features/status/PauseDialog.tsx')).PauseDialog);
const StatusDialog = lazyPart(async () => (await import('../features/status/StatusDialog.tsx')).StatusDialog);
const SignOutDialog = lazyPart(async () => (await import('./SignOutDialog.tsx')).SignOutDialog);

/** The layer that is asked for. */
export function DialogChoice({ workspaceId, dialog, onOpen }: DialogsProps & { dialog: OpenDialog }): ReactNode {
  const onClose = () => onOpen(null);
  const whole = { workspaceId, onClose };
  switch (dialog.kind) {
    case 'switcher':
      return <Switcher workspaceId={workspaceId} onOpen={onOpen} />;
    case 'invite':
      return <InviteDialog workspaceId={workspaceId} onClose={onClose} />;
    case 'newWorkspace':
      return <NewWorkspaceDialog onClose={onClose} />;
    case 'createChannel':
      return <CreateChannelDialog {...whole} pickPeople={(picking) => <PeoplePicker {...picking} />} />;
    case 'browseChannels':
      return <ChannelBrowserDialog {...whole} onCreate={() => onOpen({ kind: 'createChannel' })} />;
    case 'newDirect':
      return <NewDirectDialog workspaceId={workspaceId} onClose={onClose} />;
    case 'convertDirect':
    case 'addPeople':
    case 'channelSettings':
    case 'access':
    case 'bookmark':
    case 'jumpToDate':
      return toChannelDialog(dialog, whole, onOpen);
    case 'groups':
      return <Groups workspaceId={workspaceId} groupId={dialog.group} onClose={onClose} />;
    case 'removePerson':
      return <RemovePersonDialog workspaceId={workspaceId} userId={dialog.user} onClose={onClose} />;
    case 'inviteAs':
      return <InviteAsDialog workspaceId={workspaceId} userId={dialog.user} onClose={onClose} />;
    case 'newSection':
      return <SectionDialog workspaceId={workspaceId} channelId={dialog.channel} onClose={onClose} />;
    case 'renameSection':
      return <SectionDialog workspaceId={workspaceId} sectionId={dialog.section} onClose={onClose} />;
    case 'versions':
      return <VersionsDialog {...whole} message={dialog.message} pinned={dialog.pinned} />;
    case 'remind':
      return <RemindDialog workspaceId={workspaceId} messageId={dialog.message} onClose={onClose} />;
    case 'forward':
      return <Forward {...whole} message={dialog.message} />;
    case 'why':
      return <WhyDialog workspaceId={dialog.workspace} of={dialog.of} onClose={onClose} />;
    default:
      return toOwnDialog(dialog.kind, whole);
  }
}

/** What is about oneself, or this page. */
function toOwnDialog(
  kind: 'shortcuts' | 'status' | 'pause' | 'signOut',
  whole: { workspaceId: string; onClose: () => void },
): ReactNode {
  switch (kind) {
    case 'shortcuts':
      return <ShortcutsDialog onClose={whole.onClose} />;
    case 'status':
      return <StatusDialog {...whole} />;
    case 'pause':
      return <PauseDialog {...whole} />;
    case 'signOut':
      return <SignOutDialog onClose={whole.onClose} />;
  }
}

type ChannelDialog = Extract<
  OpenDialog,
  { kind: 'convertDirect' | 'addPeople' | 'channelSettings' | 'access' | 'bookmark' | 'jumpToDate' }
>;

/** What is about one channel. */
function toChannelDialog(
  dialog: ChannelDialog,
  whole: { workspaceId: string; onClose: () => void },
  onOpen: DialogsProps['onOpen'],
): ReactNode {
  switch (dialog.kind) {
    case 'convertDirect':
      return <ConvertDirectDialog channelId={dialog.channel} onClose={whole.onClose} />;
    case 'addPeople':
      return <AddPeopleDialog {...whole} channelId={dialog.channel} />;
    case 'channelSettings':
      return (
        <ChannelSettingsDialog
          channelId={dialog.channel}
          onClose={whole.onClose}
          onAccess={() => onOpen({ kind: 'access', channel: dialog.channel })}
          pickPeople={(picking) => <PeoplePicker {...picking} />}
        />
      );
    case 'access':
      return <AccessDialog {...whole} channelId={dialog.channel} userId={dialog.user} />;
    case 'bookmark':
      return <BookmarkDialog channelId={dialog.channel} bookmarkId={dialog.bookmark} onClose={whole.onClose} />;
    case 'jumpToDate':
      return <JumpDialog {...whole} channelId={dialog.channel} day={dialog.day} />;
  }
}
