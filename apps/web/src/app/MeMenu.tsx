import { CircleUserRound, LogOut, Moon, Smile, Sun } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { StatusSign } from '../message/StatusSign.tsx';
import { useGo } from '../navigation/usePlace.ts';
import { usePresence, useSelf } from '../sync/people.ts';
import { useRoost } from '../sync/roost.ts';
import { useStatus } from '../sync/status.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { toasts } from '../ui/toastStore.ts';
import { useRejectText } from '../i18n/useRejectText.ts';
import { useOpenDialog } from './dialogs.ts';
import styles from './Shell.module.css';

/** Oneself, and what one says of oneself. */
export function MeMenu({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('app');
  const words = useTranslations('words');
  const self = useSelf(workspaceId);
  const presence = usePresence(self?.id ?? '');
  const status = useStatus(self);
  const openDialog = useOpenDialog();
  const go = useGo();
  const setAway = useSetAway();
  if (!self) return null;
  const shape = presence === 'active' ? 'online' : presence;
  const name = `${self.name}, ${words(shape)}`;
  return (
    <Menu
      label={name}
      placement="top-start"
      trigger={
        <button type="button" className={styles.me} title={self.name}>
          <span className="visually-hidden">{name}</span>
          <Avatar id={self.id} name={self.name} size={34} presence={shape} />
          <span className={styles.myStatus}>
            <StatusSign user={self} />
          </span>
        </button>
      }
    >
      <MenuItem icon={<Smile />} description={status?.text} onSelect={() => openDialog({ kind: 'status' })}>
        {status ? t('changeStatus') : t('setStatus')}
      </MenuItem>
      <MenuItem icon={self.away ? <Sun /> : <Moon />} onSelect={() => setAway(self.id, !self.away)}>
        {self.away ? t('beActive') : t('beAway')}
      </MenuItem>
      <MenuItem
        icon={<CircleUserRound />}
        onSelect={() => go({ at: 'settings', workspace: workspaceId, section: 'profile' })}
      >
        {t('profile')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => openDialog({ kind: 'signOut' })}>
        {words('signOut')}
      </MenuItem>
    </Menu>
  );
}

/** Says on all devices that one is away, or is not. */
function useSetAway(): (user: string, away: boolean) => void {
  const roost = useRoost();
  const toText = useRejectText();
  return (user, away) => {
    roost.command('user.update', { user, away }).catch((error: unknown) => {
      toasts.show({ text: toText(error), tone: 'danger' });
    });
  };
}
