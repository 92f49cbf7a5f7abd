import { ArrowLeft } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Composer } from '../features/composer/Composer.tsx';
import { settingsSections } from '../navigation/places.ts';
import { useGo } from '../navigation/usePlace.ts';
import { useLastChannel, useRememberChannel } from '../sync/lastChannel.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Pane } from '../ui/Pane.tsx';
import { useOpenDialog } from './dialogs.ts';
import { ChannelPage, PageStart } from './ChannelPage.tsx';
import { Directs } from './Directs.tsx';
import { lazyPart } from './lazyPart.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import { useMarkRead } from './useMarkRead.ts';
import { useMessagePerson } from './useMessagePerson.ts';
import { useTabTitle } from './useTabMark.ts';
import type { WorkspacePlace } from './WorkspaceShell.tsx';

const SettingsPage = lazyPart(async () => (await import('../features/settings/SettingsPage.tsx')).SettingsPage);
const PersonMenu = lazyPart(async () => (await import('../features/people/PersonMenu.tsx')).PersonMenu);
const SavedPage = lazyPart(async () => (await import('../features/saved/SavedPage.tsx')).SavedPage);
const DraftsPage = lazyPart(async () => (await import('../features/drafts/DraftsPage.tsx')).DraftsPage);
const ThreadsPage = lazyPart(async () => (await import('../features/thread/ThreadsPage.tsx')).ThreadsPage);
const UnreadsPage = lazyPart(async () => (await import('../features/unreads/UnreadsPage.tsx')).UnreadsPage);
const NamedChannel = lazyPart(async () => (await import('./NamedChannel.tsx')).NamedChannel);
const ActivityPage = lazyPart(async () => (await import('../features/activity/ActivityPage.tsx')).ActivityPage);
const PeoplePage = lazyPart(async () => (await import('../features/people/PeoplePage.tsx')).PeoplePage);

export type MainPaneProps = {
  place: WorkspacePlace;
  isPhone: boolean;
  beside: boolean;
  showSidebar: (() => void) | null;
};

/** What the largest part of the window shows. */
export function MainPane(props: MainPaneProps): ReactNode {
  const { place, isPhone, showSidebar } = props;
  useRememberChannel(place);
  const message = useMessagePerson(place.workspace);
  const openDialog = useOpenDialog();
  const acts = {
    onRemove: (user: string) => openDialog({ kind: 'removePerson', user }),
    onInviteAs: (user: string) => openDialog({ kind: 'inviteAs', user }),
  };
  const start = <PageStart workspaceId={place.workspace} isPhone={isPhone} showSidebar={showSidebar} />;
  switch (place.at) {
    case 'channel':
      return <ChannelPage {...props} place={place} />;
    case 'settings':
      return (
        <Page {...props} titleKey="settings">
          <SettingsPage
            workspaceId={place.workspace}
            section={place.section ?? settingsSections[0]}
            start={isPhone ? <SettingsStart workspaceId={place.workspace} /> : start}
            personMenu={(user) => <PersonMenu user={user} {...acts} />}
            onPause={() => openDialog({ kind: 'pause' })}
          />
        </Page>
      );
    case 'channelNamed':
      return <Named {...props} name={place.name} />;
    case 'people':
      return (
        <Page {...props} titleKey="people">
          <PeoplePage workspaceId={place.workspace} start={start} onMessage={message} {...acts} />
        </Page>
      );
    case 'unreads':
    case 'saved':
    case 'drafts':
    case 'directs':
    case 'threads':
    case 'activity':
      return (
        <Page {...props} titleKey={place.at}>
          {toListPage(place, start)}
        </Page>
      );
    case 'home':
    case 'enter':
      return (
        <Page {...props} titleKey="home">
          <ToLastChannel workspaceId={place.workspace} />
        </Page>
      );
  }
}

function Named({ name, ...props }: MainPaneProps & { name: string }) {
  return (
    <Page {...props} titleKey="home">
      <NamedChannel workspaceId={props.place.workspace} name={name} />
    </Page>
  );
}

/** What one has to read or to do, of the whole workspace. */
function toListPage(place: Extract<WorkspacePlace, { at: ListedAt }>, start: ReactNode): ReactNode {
  const workspaceId = place.workspace;
  switch (place.at) {
    case 'unreads':
      return <Unreads workspaceId={workspaceId} start={start} />;
    case 'saved':
      return <SavedPage workspaceId={workspaceId} start={start} />;
    case 'drafts':
      return <DraftsPage workspaceId={workspaceId} start={start} />;
    case 'directs':
      return <Directs workspaceId={workspaceId} start={start} level={1} />;
    case 'threads':
      return <Threads workspaceId={workspaceId} start={start} />;
    case 'activity':
      return <ActivityPage place={place} start={start} />;
  }
}

type ListedAt = 'unreads' | 'saved' | 'drafts' | 'directs' | 'threads' | 'activity';

type PartProps = { workspaceId: string; start: ReactNode };

function Unreads({ workspaceId, start }: PartProps) {
  const { markRead, markAllRead } = useMarkRead();
  const onAllRead = () => markAllRead(workspaceId);
  return <UnreadsPage workspaceId={workspaceId} start={start} onRead={markRead} onAllRead={onAllRead} />;
}

function Threads({ workspaceId, start }: PartProps) {
  return (
    <ThreadsPage
      workspaceId={workspaceId}
      start={start}
      composer={({ channelId, rootId, onSent }) => (
        <Composer workspaceId={workspaceId} channelId={channelId} threadRoot={rootId} onSent={onSent} autoFocus />
      )}
    />
  );
}

function Page({
  place,
  isPhone,
  titleKey,
  children,
}: MainPaneProps & {
  titleKey: 'settings' | 'people' | 'home' | ListedAt;
  children: ReactNode;
}) {
  const t = useTranslations('app');
  useTabTitle(place.workspace, t(titleKey));
  return (
    <Pane as="main" corners={isPhone ? 'none' : 'end'} data-region="main" tabIndex={-1} id="content">
      <PaneBoundary resetKey={place.at}>{children}</PaneBoundary>
    </Pane>
  );
}

function SettingsStart({ workspaceId }: { workspaceId: string }) {
  const words = useTranslations('words');
  const go = useGo();
  return (
    <IconButton
      size="lg"
      label={words('back')}
      icon={<ArrowLeft />}
      tooltip={false}
      onClick={() => go({ at: 'settings', workspace: workspaceId, section: null })}
    />
  );
}

/** Home has no page of its own where the sidebar is in sight: it is the conversation that one was in last. */
function ToLastChannel({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('app');
  const go = useGo();
  const channel = useLastChannel(workspaceId);
  useEffect(() => {
    if (channel) go({ at: 'channel', workspace: workspaceId, channel }, { replace: 'on' });
  }, [go, workspaceId, channel]);
  return channel ? null : <EmptyState title={t('pickConversation')} />;
}
