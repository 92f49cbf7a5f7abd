import type { Group, User } from '@roost/protocol/entities';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useGroup } from '../../sync/groups.ts';
import { useUsers } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './Groups.module.css';

interface GroupMembersProps {
  workspaceId: string;
  group: Group;
  onBack: () => void;
  onClose: () => void;
}

/** Who is in a group, for those who may only look. */
export function GroupMembers({ workspaceId, group, onBack, onClose }: GroupMembersProps) {
  const t = useTranslations('groups');
  const words = useTranslations('words');
  const people = usePeopleOf(workspaceId, group.users);
  return (
    <Dialog
      open
      onClose={onClose}
      title={group.name}
      description={group.description || t('summary', { handle: group.handle, count: people.length })}
      closeLabel={words('close')}
      footer={<Button onClick={onBack}>{t('back')}</Button>}
    >
      {people.length === 0 ? <p className={styles.hint}>{t('empty')}</p> : <People of={people} name={group.name} />}
    </Dialog>
  );
}

const CARD_SHOWS = 8;
const nobody: readonly string[] = [];

/** What a hovercard shows of a group. `onOpen` shows all of it. */
export function GroupCard({
  workspaceId,
  groupId,
  onOpen,
}: {
  workspaceId: string;
  groupId: string;
  onOpen: (groupId: string) => void;
}) {
  const t = useTranslations('groups');
  const group = useGroup(workspaceId, groupId);
  const people = usePeopleOf(workspaceId, group?.users ?? nobody);
  if (!group) return null;
  const rest = people.length - CARD_SHOWS;
  return (
    <div className={styles.card}>
      <div className={styles.names}>
        <b>{group.name}</b>
        <span>
          {t('summary', { handle: group.handle, count: people.length })}
          {group.disabled && ` · ${t('disabled')}`}
        </span>
        {group.description && <span>{group.description}</span>}
      </div>
      <People of={people.slice(0, CARD_SHOWS)} name={group.name} />
      {rest > 0 && <p className={styles.hint}>{t('more', { count: rest })}</p>}
      <div>
        <Button size="sm" onClick={() => onOpen(groupId)}>
          {t('open')}
        </Button>
      </div>
    </div>
  );
}

function People({ of, name }: { of: readonly User[]; name: string }) {
  const t = useTranslations('groups');
  return (
    <ul className={styles.people} aria-label={t('members', { name })}>
      {of.map((user) => (
        <li key={user.id}>
          <Avatar id={user.id} name={user.name} size={24} />
          <span>{user.name}</span>
        </li>
      ))}
    </ul>
  );
}

/** Those who are still in the workspace, by name; who is not known yet is fetched. */
function usePeopleOf(workspaceId: string, ids: readonly string[]): readonly User[] {
  const roost = useRoost();
  const users = useUsers(workspaceId);
  useEffect(() => {
    if (ids.length > 0) roost.needUsers(workspaceId, ids);
  }, [roost, workspaceId, ids]);
  return useMemo(() => {
    const wanted = new Set(ids);
    return users.filter(({ id, left }) => wanted.has(id) && !left).sort((a, b) => a.name.localeCompare(b.name));
  }, [users, ids]);
}
