import type { User } from '@roost/protocol/entities';
import { Ellipsis, UserMinus, UserPlus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { rightsOver } from '../../sync/personRights.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';

export type PersonActs = { onRemove: (userId: string) => void; onInviteAs: (userId: string) => void };

/** What owners and admins may do with somebody; nothing where that is nothing. */
export function PersonMenu({ user, onRemove, onInviteAs }: { user: User } & PersonActs) {
  const t = useTranslations('people');
  const { remove, inviteAs } = rightsOver(user, useSelf(user.workspace));
  if (!remove && !inviteAs) return null;
  const label = t('actions', { name: user.name });
  return (
    <Menu
      label={label}
      placement="bottom-end"
      trigger={<IconButton label={label} icon={<Ellipsis />} tooltip={false} />}
    >
      {inviteAs && (
        <MenuItem icon={<UserPlus />} onSelect={() => onInviteAs(user.id)}>
          {t('inviteAs', { name: user.name })}
        </MenuItem>
      )}
      {remove && (
        <MenuItem icon={<UserMinus />} danger onSelect={() => onRemove(user.id)}>
          {t('remove')}
        </MenuItem>
      )}
    </Menu>
  );
}
