import {
  Building2,
  CheckCheck,
  CircleHelp,
  Hash,
  Inbox,
  Keyboard,
  LogOut,
  MessageSquarePlus,
  Palette,
  Plus,
  Settings,
  Smile,
  UserPlus,
  Users,
  UsersRound,
} from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Action } from '../features/switcher/choices.ts';
import { SwitcherDialog } from '../features/switcher/SwitcherDialog.tsx';
import { useGo } from '../navigation/usePlace.ts';
import { useIsGuest } from '../sync/people.ts';
import type { OpenDialog } from './dialogs.ts';
import { useMarkRead } from './useMarkRead.ts';
import { useMessagePerson } from './useMessagePerson.ts';
import { useSlashActions } from './useSlashActions.tsx';

export type SwitcherProps = { workspaceId: string; onOpen: (dialog: OpenDialog | null) => void };

/** The switcher, with what the rest of the page can be asked for. */
export function Switcher({ workspaceId, onOpen }: SwitcherProps) {
  const general = useActions(workspaceId, onOpen);
  const here = useSlashActions(workspaceId, onOpen);
  const actions = useMemo(() => [...general, ...here], [general, here]);
  const onPerson = useMessagePerson(workspaceId);
  return (
    <SwitcherDialog workspaceId={workspaceId} actions={actions} onPerson={onPerson} onClose={() => onOpen(null)} />
  );
}

function useActions(workspace: string, onOpen: SwitcherProps['onOpen']): readonly Action[] {
  const t = useTranslations('switcher');
  const isGuest = useIsGuest(workspace);
  const go = useGo();
  const { markAllRead } = useMarkRead();
  return useMemo(() => {
    const opens =
      (
        kind:
          | 'invite'
          | 'createChannel'
          | 'browseChannels'
          | 'newDirect'
          | 'groups'
          | 'status'
          | 'shortcuts'
          | 'newWorkspace'
          | 'signOut',
      ) =>
      () =>
        onOpen({ kind });
    const all = [
      { id: 'invite', label: t('invite'), icon: <UserPlus />, act: opens('invite') },
      { id: 'createChannel', label: t('createChannel'), icon: <Plus />, act: opens('createChannel') },
      { id: 'browseChannels', label: t('browseChannels'), icon: <Hash />, act: opens('browseChannels') },
      { id: 'newDirect', label: t('newDirect'), icon: <MessageSquarePlus />, act: opens('newDirect') },
      { id: 'status', label: t('status'), icon: <Smile />, act: opens('status') },
      {
        id: 'why',
        label: t('why'),
        icon: <CircleHelp />,
        act: () => onOpen({ kind: 'why', of: 'workspace', workspace }),
      },
      { id: 'people', label: t('people'), icon: <Users />, act: () => go({ at: 'people', workspace }) },
      { id: 'groups', label: t('groups'), icon: <UsersRound />, act: opens('groups') },
      {
        id: 'settings',
        label: t('settings'),
        icon: <Settings />,
        act: () => go({ at: 'settings', workspace, section: 'profile' }),
      },
      {
        id: 'appearance',
        label: t('appearance'),
        icon: <Palette />,
        act: () => go({ at: 'settings', workspace, section: 'appearance' }),
      },
      { id: 'unreads', label: t('unreads'), icon: <Inbox />, act: () => go({ at: 'unreads', workspace }) },
      { id: 'markAllRead', label: t('markAllRead'), icon: <CheckCheck />, act: () => markAllRead(workspace) },
      { id: 'shortcuts', label: t('shortcuts'), icon: <Keyboard />, act: opens('shortcuts') },
      { id: 'newWorkspace', label: t('newWorkspace'), icon: <Building2 />, act: opens('newWorkspace') },
      { id: 'signOut', label: t('signOut'), icon: <LogOut />, act: opens('signOut') },
    ];
    return all.filter(({ id }) => !isGuest || !notForGuests.has(id));
  }, [isGuest, t, go, onOpen, workspace, markAllRead]);
}

const notForGuests: ReadonlySet<string> = new Set(['invite', 'createChannel', 'browseChannels']);
