import type { User } from '@roost/protocol/entities';
import { BellOff, CircleUserRound, LogOut, Moon, Smile, Sun } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useSending } from '../message/useSending.ts';
import { useWhenText } from '../message/useWhenText.ts';
import { useGo } from '../navigation/usePlace.ts';
import { usePausedUntil } from '../sync/quiet.ts';
import { useStatus } from '../sync/status.ts';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { useOpenDialog } from './dialogs.ts';

/** What one says of oneself, one's profile, and the way out. */
export function MeMenuItems({ workspaceId, self }: { workspaceId: string; self: User }) {
  const t = useTranslations('me');
  const words = useTranslations('words');
  const status = useStatus(self);
  const openDialog = useOpenDialog();
  const go = useGo();
  const send = useSending();
  const paused = usePausedUntil(self);
  const toWhen = useWhenText();
  return (
    <>
      <MenuItem icon={<Smile />} description={status?.text} onSelect={() => openDialog({ kind: 'status' })}>
        {status ? t('changeStatus') : t('setStatus')}
      </MenuItem>
      <MenuItem
        icon={self.away ? <Sun /> : <Moon />}
        onSelect={() => void send({ name: 'user.update', args: { user: self.id, away: !self.away } })}
      >
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
