import type { ReactNode } from 'react';
import { PersonCardContext } from '../message/personCard.ts';
import { fromPath } from '../navigation/places.ts';
import { useSetPane } from '../navigation/usePlace.ts';
import { isGroupId, useGroup } from '../sync/groups.ts';
import { useUser } from '../sync/people.ts';
import { Hovercard, useHovercard } from '../ui/Hovercard.tsx';
import { useOpenDialog } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';
import { useMessagePerson } from './useMessagePerson.ts';

const ProfileCard = lazyPart(async () => (await import('../features/people/ProfilePane.tsx')).ProfileCard);

const GroupCard = lazyPart(async () => (await import('../features/groups/GroupMembers.tsx')).GroupCard);

/** Shows who somebody is wherever their name or picture stands in a message, and who is in a group. */
export function PersonCards({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const card = useHovercard<string>();
  const message = useMessagePerson(workspaceId);
  const setPane = useSetPane();
  const openDialog = useOpenDialog();
  const shown = card.shown.state === 'never' ? '' : card.shown.what;
  const user = useUser(workspaceId, shown);
  const group = useGroup(workspaceId, shown);
  const place = card.shown.state === 'never' ? null : fromPath(window.location.pathname);
  const channel = place?.at === 'channel' ? place.channel : undefined;
  const closing =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args) => {
      card.close();
      act(...args);
    };
  return (
    <PersonCardContext value={card.triggers}>
      {children}
      <Hovercard card={card} label={(user ?? group)?.name ?? ''}>
        {(userId) =>
          isGroupId(userId) ? (
            <GroupCard
              workspaceId={workspaceId}
              groupId={userId}
              onOpen={closing((group) => openDialog({ kind: 'groups', group }))}
            />
          ) : (
            <ProfileCard
              workspaceId={workspaceId}
              userId={userId}
              onMessage={closing(message)}
              onProfile={closing((user) => setPane({ kind: 'profile', user }))}
              onAccess={channel ? closing((user) => openDialog({ kind: 'access', channel, user })) : undefined}
            />
          )
        }
      </Hovercard>
    </PersonCardContext>
  );
}
