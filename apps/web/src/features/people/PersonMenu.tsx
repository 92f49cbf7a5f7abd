import type { User } from '@roost/protocol/entities';
import { Ellipsis, LogOut, UserCheck, UserMinus, UserPlus, UserX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useSelf } from '../../sync/people.ts';
import { rightsOver } from '../../sync/personRights.ts';
import { useRoost } from '../../sync/roost.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { toasts } from '../../ui/toastStore.ts';

export type PersonActs = { onRemove: (userId: string) => void; onInviteAs: (userId: string) => void };

/** What owners and admins may do with somebody; nothing where that is nothing. */
export function PersonMenu({ user, onRemove, onInviteAs }: { user: User } & PersonActs) {
  const t = useTranslations('people');
  const rights = rightsOver(user, useSelf(user.workspace));
  const { endSessions, deactivate, reactivate } = useSuspending(user);
  if (!Object.values(rights).some(Boolean)) return null;
  const label = t('actions', { name: user.name });
  return (
    <Menu
      label={label}
      placement="bottom-end"
      trigger={<IconButton label={label} icon={<Ellipsis />} tooltip={false} />}
    >
      {rights.inviteAs && (
        <MenuItem icon={<UserPlus />} onSelect={() => onInviteAs(user.id)}>
          {t('inviteAs', { name: user.name })}
        </MenuItem>
      )}
      {rights.endSessions && (
        <MenuItem icon={<LogOut />} onSelect={endSessions}>
          {t('endSessions')}
        </MenuItem>
      )}
      {rights.deactivate && (
        <MenuItem icon={<UserX />} onSelect={deactivate}>
          {t('deactivate')}
        </MenuItem>
      )}
      {rights.reactivate && (
        <MenuItem icon={<UserCheck />} onSelect={reactivate}>
          {t('reactivate')}
        </MenuItem>
      )}
      {rights.remove && (rights.deactivate || rights.reactivate) && <MenuSeparator />}
      {rights.remove && (
        <MenuItem icon={<UserMinus />} danger onSelect={() => onRemove(user.id)}>
          {t('remove')}
        </MenuItem>
      )}
    </Menu>
  );
}

/** Shuts somebody out, which can be taken back at once, and signs them out. The server decides, so nothing is shown before it has. */
function useSuspending({ id, name }: User) {
  const t = useTranslations('people');
  const roost = useRoost();
  const toText = useRejectText();
  const failed = (error: unknown) => void toasts.show({ text: toText(error), tone: 'danger' });
  const reactivate = () =>
    void roost
      .command('user.reactivate', { user: id })
      .then(() => void toasts.show({ text: t('reactivated', { name }), tone: 'ok' }), failed);
  const deactivate = () =>
    void roost.command('user.deactivate', { user: id }).then(() => {
      const action = { label: t('undo'), onAction: reactivate };
      toasts.show({ text: t('deactivated', { name }), tone: 'ok', durationMs: 8_000, action });
    }, failed);
  const endSessions = () =>
    void roost
      .command('user.endSessions', { user: id })
      .then(
        ({ logins }) => void toasts.show({ text: t('sessionsEnded', { name, count: logins }), tone: 'ok' }),
        failed,
      );
  return { endSessions, deactivate, reactivate };
}
