import type { User } from '@roost/protocol/entities';
import { BellOff, CircleUserRound, LogOut, Moon, Smile, Sun } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../i18n/useRejectText.ts';
import { useWhenText } from '../message/useWhenText.ts';
import { useGo } from '../navigation/usePlace.ts';
import { usePausedUntil } from '../sync/quiet.ts';
import { useRoost } from '../sync/roost.ts';
import { useStatus } from '../sync/status.ts';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { toasts } from '../ui/toastStore.ts';
import { useOpenDialog } from './dialogs.ts';

/** What one says of oneself, one's profile, and the way out. */
export function MeMenuItems({ workspaceId, self }: { workspaceId: string; self: User }) {
  const t = useTranslations('me');
  const words = useTranslations('words');
  const status = useStatus(self);
  const openDialog = useOpenDialog();
  const go = useGo();
  const setAway = useSetAway();
  const paused = usePausedUntil(self);
  const toWhen = useWhenText();
  return (
    <>
      <MenuItem icon={<Smile />} description={status?.text} onSelect={() => openDialog({ kind: 'status' })}>
        {status ? t('changeStatus') : t('setStatus')}
      </MenuItem>
      <MenuItem icon={self.away ? <Sun /> : <Moon />} onSelect={() => setAway(self.id, !self.away)}>
        {self.away ? t('beActive') : t('beAway')}
      </MenuItem>
      <MenuItem
        icon={<BellOff />}
        description={paused ? t('pausedUntil', { until: toWhen(paused) }) : undefined}
        onSelect={() => openDialog({ kind: 'pause' })}
      >
        {paused ? t('paused') : t('pause')}
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
    </>
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
