import { ChevronDown, Hash, LogOut, Plus, Search, Settings, UserPlus, Users, UsersRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useGo } from '../../navigation/usePlace.ts';
import { useIsAdmin, useIsGuest, useWorkspace } from '../../sync/people.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import type { SidebarWish } from './Sidebar.tsx';
import styles from './Sidebar.module.css';

/** What one can do with the workspace as a whole. Acts that one's role does not allow are not there. */
export function WorkspaceMenu({ workspaceId, onWish }: { workspaceId: string; onWish: (wish: SidebarWish) => void }) {
  const t = useTranslations('sidebar');
  const words = useTranslations('words');
  const workspace = useWorkspace(workspaceId);
  const isAdmin = useIsAdmin(workspaceId);
  const isGuest = useIsGuest(workspaceId);
  const go = useGo();
  const name = workspace?.name ?? '';
  return (
    <Menu
      label={t('workspaceMenu', { name })}
      trigger={
        <button type="button" className={styles.workspace}>
          <span>{name}</span>
          <ChevronDown aria-hidden />
        </button>
      }
    >
      {isAdmin && (
        <MenuItem icon={<UserPlus />} onSelect={() => onWish('invite')}>
          {t('invitePeople')}
        </MenuItem>
      )}
      {!isGuest && (
        <>
          <MenuItem icon={<Hash />} onSelect={() => onWish('createChannel')}>
            {t('createChannel')}
          </MenuItem>
          <MenuItem icon={<Search />} onSelect={() => onWish('browseChannels')}>
            {t('browseChannels')}
          </MenuItem>
        </>
      )}
      <MenuItem icon={<Users />} onSelect={() => go({ at: 'people', workspace: workspaceId })}>
        {t('people')}
      </MenuItem>
      <MenuItem icon={<UsersRound />} onSelect={() => onWish('groups')}>
        {t('groups')}
      </MenuItem>
      <MenuSeparator />
      {isAdmin && (
        <MenuItem
          icon={<Settings />}
          onSelect={() => go({ at: 'settings', workspace: workspaceId, section: 'workspace' })}
        >
          {t('workspaceSettings')}
        </MenuItem>
      )}
      <MenuItem icon={<Plus />} onSelect={() => onWish('newWorkspace')}>
        {t('addWorkspace')}
      </MenuItem>
      <MenuItem icon={<LogOut />} onSelect={() => onWish('signOut')}>
        {words('signOut')}
      </MenuItem>
    </Menu>
  );
}
