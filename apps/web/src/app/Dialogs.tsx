import { Suspense, type ReactNode } from 'react';
import type { OpenDialog } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';

const Switcher = lazyPart(async () => (await import('./Switcher.tsx')).Switcher);
const InviteDialog = lazyPart(async () => (await import('../features/settings/InviteDialog.tsx')).InviteDialog);
const NewWorkspaceDialog = lazyPart(
  async () => (await import('../features/settings/NewWorkspaceDialog.tsx')).NewWorkspaceDialog,
);
const CreateChannelDialog = lazyPart(
  async () => (await import('../features/channelBrowser/CreateChannelDialog.tsx')).CreateChannelDialog,
);
const ChannelBrowserDialog = lazyPart(
  async () => (await import('../features/channelBrowser/ChannelBrowserDialog.tsx')).ChannelBrowserDialog,
);
const NewDirectDialog = lazyPart(async () => (await import('../features/people/NewDirectDialog.tsx')).NewDirectDialog);
const ConvertDirectDialog = lazyPart(
  async () => (await import('../features/directs/ConvertDirectDialog.tsx')).ConvertDirectDialog,
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
const PeoplePicker = lazyPart(async () => (await import('../features/people/PeoplePicker.tsx')).PeoplePicker);
const SectionDialog = lazyPart(async () => (await import('../features/sidebar/SectionDialog.tsx')).SectionDialog);
const RemindDialog = lazyPart(async () => (await import('../features/reminders/RemindDialog.tsx')).RemindDialog);
const VersionsDialog = lazyPart(async () => (await import('../features/versions/VersionsDialog.tsx')).VersionsDialog);
const JumpDialog = lazyPart(async () => (await import('../features/jump/JumpDialog.tsx')).JumpDialog);
const Forward = lazyPart(async () => (await import('./Forward.tsx')).Forward);
const WhyDialog = lazyPart(async () => (await import('../features/sidebar/WhyDialog.tsx')).WhyDialog);
const ShortcutsDialog = lazyPart(async () => (await import('./ShortcutsDialog.tsx')).ShortcutsDialog);
const StatusDialog = lazyPart(async () => (await import('../features/status/StatusDialog.tsx')).StatusDialog);
const SignOutDialog = lazyPart(async () => (await import('./SignOutDialog.tsx')).SignOutDialog);

export type DialogsProps = {
  workspaceId: string;
  dialog: OpenDialog | null;
  onOpen: (dialog: OpenDialog | null) => void;
};

/** The one layer that is open, if any. */
export function Dialogs(props: DialogsProps) {
  return <Suspense>{toDialog(props)}</Suspense>;
}

function toDialog({ workspaceId, dialog, onOpen }: DialogsProps): ReactNode {
  const onClose = () => onOpen(null);
  const whole = { workspaceId, onClose };
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'switcher':
      return <Switcher workspaceId={workspaceId} onOpen={onOpen} />;
    case 'invite':
      return <InviteDialog workspaceId={workspaceId} onClose={onClose} />;
    case 'newWorkspace':
      return <NewWorkspaceDialog onClose={onClose} />;
    case 'createChannel':
      return <CreateChannelDialog workspaceId={workspaceId} onClose={onClose} />;
    case 'browseChannels':
      return <ChannelBrowserDialog {...whole} onCreate={() => onOpen({ kind: 'createChannel' })} />;
    case 'newDirect':
      return <NewDirectDialog workspaceId={workspaceId} onClose={onClose} />;
    case 'convertDirect':
      return <ConvertDirectDialog {...whole} channelId={dialog.channel} />;
    case 'groups':
      return <Groups workspaceId={workspaceId} groupId={dialog.group} onClose={onClose} />;
    case 'addPeople':
      return <AddPeopleDialog workspaceId={workspaceId} channelId={dialog.channel} onClose={onClose} />;
    case 'removePerson':
      return <RemovePersonDialog workspaceId={workspaceId} userId={dialog.user} onClose={onClose} />;
    case 'inviteAs':
      return <InviteAsDialog workspaceId={workspaceId} userId={dialog.user} onClose={onClose} />;
    case 'channelSettings':
      return (
        <ChannelSettingsDialog
          channelId={dialog.channel}
          onClose={onClose}
          pickPeople={(picking) => <PeoplePicker {...picking} />}
        />
      );
    case 'newSection':
      return <SectionDialog workspaceId={workspaceId} channelId={dialog.channel} onClose={onClose} />;
    case 'renameSection':
      return <SectionDialog workspaceId={workspaceId} sectionId={dialog.section} onClose={onClose} />;
    case 'versions':
      return <VersionsDialog {...whole} message={dialog.message} pinned={dialog.pinned} />;
    case 'jumpToDate':
      return <JumpDialog {...whole} channelId={dialog.channel} day={dialog.day} />;
    case 'remind':
      return <RemindDialog workspaceId={workspaceId} messageId={dialog.message} onClose={onClose} />;
    case 'forward':
      return <Forward {...whole} message={dialog.message} />;
    case 'why':
      return <WhyDialog workspaceId={dialog.workspace} of={dialog.of} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />;
    case 'status':
      return <StatusDialog workspaceId={workspaceId} onClose={onClose} />;
    case 'signOut':
      return <SignOutDialog onClose={onClose} />;
  }
}
