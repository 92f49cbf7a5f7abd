import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Composer } from '../features/composer/Composer.tsx';
import type { ChannelPlace, Pane as PaneView } from '../navigation/places.ts';
import { useGo } from '../navigation/usePlace.ts';
import { useChannelName, useChannelRights } from '../sync/channels.ts';
import { Pane } from '../ui/Pane.tsx';
import { useOpenDialog } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import { focusRegionNamed } from './regions.ts';
import { useMessagePerson } from './useMessagePerson.ts';

const ThreadPane = lazyPart(async () => (await import('../features/thread/ThreadPane.tsx')).ThreadPane);
const MembersPane = lazyPart(async () => (await import('../features/members/MembersPane.tsx')).MembersPane);
const PinsPane = lazyPart(async () => (await import('../features/pins/PinsPane.tsx')).PinsPane);
const ProfilePane = lazyPart(async () => (await import('../features/people/ProfilePane.tsx')).ProfilePane);

export type RightPaneProps = { place: ChannelPlace; pane: PaneView; isPhone: boolean };

/** The pane at the end: a thread, the members or a person. The browser's Back is its back stack. */
export function RightPane({ place, pane, isPhone }: RightPaneProps) {
  const t = useTranslations('app');
  const name = useChannelName(place.channel);
  usePaneFocus(pane.kind);
  return (
    <Pane
      as={isPhone ? 'main' : 'aside'}
      corners={isPhone ? 'none' : 'all'}
      aria-label={t('regionPane')}
      data-region={isPhone ? 'main' : 'pane'}
      id={isPhone ? 'content' : undefined}
      tabIndex={-1}
    >
      {isPhone && <h1 className="visually-hidden">{name}</h1>}
      <PaneBoundary resetKey={JSON.stringify(pane)}>
        <PaneContent place={place} pane={pane} />
      </PaneBoundary>
    </Pane>
  );
}

/** Opening brings the focus in (a thread sees to that itself), closing gives it back to what it came from. */
function usePaneFocus(kind: PaneView['kind']): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    if (kind !== 'thread') focusRegionNamed('pane');
  }, [kind]);
  useEffect(
    () => () =>
      void requestAnimationFrame(() => {
        const isLost = document.activeElement === document.body;
        if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
      }),
    [opener],
  );
}

function PaneContent({ place, pane }: { place: ChannelPlace; pane: PaneView }) {
  const { workspace, channel } = place;
  const go = useGo();
  const canReply = useChannelRights(channel).reply;
  const openDialog = useOpenDialog();
  const message = useMessagePerson(workspace);
  const show = (next: PaneView | undefined) => go({ at: 'channel', workspace, channel, pane: next });
  const close = () => show(undefined);
  switch (pane.kind) {
    case 'thread':
      return (
        <ThreadPane
          key={pane.root}
          workspaceId={workspace}
          channelId={channel}
          rootId={pane.root}
          replyId={pane.reply}
          onClose={close}
          composer={
            canReply && <Composer workspaceId={workspace} channelId={channel} threadRoot={pane.root} autoFocus />
          }
        />
      );
    case 'members':
      return (
        <MembersPane
          workspaceId={workspace}
          channelId={channel}
          onClose={close}
          onAddPeople={() => openDialog({ kind: 'addPeople', channel })}
          onProfile={(user) => show({ kind: 'profile', user })}
          onMessage={message}
          onAccess={(user) => openDialog({ kind: 'access', channel, ...(user !== undefined && { user }) })}
        />
      );
    case 'pins':
      return <PinsPane workspaceId={workspace} channelId={channel} onClose={close} />;
    case 'profile':
      return (
        <ProfilePane
          workspaceId={workspace}
          userId={pane.user}
          onClose={close}
          onMessage={message}
          onEdit={() => go({ at: 'settings', workspace, section: 'profile' })}
          onAccess={(user) => openDialog({ kind: 'access', channel, user })}
          onStatus={() => openDialog({ kind: 'status' })}
          onRemove={(user) => openDialog({ kind: 'removePerson', user })}
          onInviteAs={(user) => openDialog({ kind: 'inviteAs', user })}
        />
      );
  }
}
