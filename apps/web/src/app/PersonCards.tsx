import type { ReactNode } from 'react';
import { PersonCardContext } from '../message/personCard.ts';
import { useSetPane } from '../navigation/usePlace.ts';
import { useUser } from '../sync/people.ts';
import { Hovercard, useHovercard } from '../ui/Hovercard.tsx';
import { lazyPart } from './lazyPart.tsx';
import { useMessagePerson } from './useMessagePerson.ts';

const ProfileCard = lazyPart(async () => (await import('../features/people/ProfilePane.tsx')).ProfileCard);

/** Shows who somebody is wherever their name or picture stands in a message. */
export function PersonCards({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const card = useHovercard<string>();
  const message = useMessagePerson(workspaceId);
  const setPane = useSetPane();
  const name = useUser(workspaceId, card.shown.state === 'never' ? null : card.shown.what)?.name;
  const closing =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args) => {
      card.close();
      act(...args);
    };
  return (
    <PersonCardContext value={card.triggers}>
      {children}
      <Hovercard card={card} label={name ?? ''}>
        {(userId) => (
          <ProfileCard
            workspaceId={workspaceId}
            userId={userId}
            onMessage={closing(message)}
            onProfile={closing((user) => setPane({ kind: 'profile', user }))}
          />
        )}
      </Hovercard>
    </PersonCardContext>
  );
}
