import type { Group, User } from '@roost/protocol/entities';
import { ChevronRight, Plus, UsersRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useGroups } from '../../sync/groups.ts';
import { useIsAdmin } from '../../sync/people.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { GroupForm } from './GroupForm.tsx';
import { GroupMembers } from './GroupMembers.tsx';
import styles from './Groups.module.css';

/** A box to choose people with; what it looks like is another feature's matter. */
export type PickPeople = (picking: {
  label: string;
  picked: readonly User[];
  onChange: (picked: readonly User[]) => void;
  empty: string;
}) => ReactNode;

interface GroupsDialogProps {
  workspaceId: string;
  /** The group to begin with. */
  groupId?: string | undefined;
  pickPeople: PickPeople;
  onClose: () => void;
}

type Shown = { what: 'list' } | { what: 'group'; id: string } | { what: 'new' };

/** The user groups of a workspace: everybody looks at them, admins make and change them. */
export function GroupsDialog({ workspaceId, groupId, pickPeople, onClose }: GroupsDialogProps) {
  const t = useTranslations('groups');
  const words = useTranslations('words');
  const isAdmin = useIsAdmin(workspaceId);
  const groups = useGroups(workspaceId);
  const [shown, setShown] = useState<Shown>(groupId ? { what: 'group', id: groupId } : { what: 'list' });
  const toList = () => setShown({ what: 'list' });
  const group = shown.what === 'group' ? groups.find(({ id }) => id === shown.id) : undefined;
  if (shown.what === 'new' || (group && isAdmin))
    return (
      <GroupForm
        key={group?.id ?? 'new'}
        workspaceId={workspaceId}
        group={group}
        pickPeople={pickPeople}
        onBack={toList}
        onClose={onClose}
      />
    );
  if (group) return <GroupMembers workspaceId={workspaceId} group={group} onBack={toList} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      description={t('hint')}
      closeLabel={words('close')}
      footer={
        isAdmin && (
          <Button variant="primary" icon={<Plus />} onClick={() => setShown({ what: 'new' })}>
            {t('new')}
          </Button>
        )
      }
    >
      {groups.length === 0 && <EmptyState title={t('none')}>{isAdmin ? undefined : t('noneHint')}</EmptyState>}
      <ul className={styles.list}>
        {groups.map((one) => (
          <li key={one.id}>
            <GroupRow
              group={one}
              label={t(isAdmin ? 'edit' : 'show', { name: one.name })}
              onOpen={() => setShown({ what: 'group', id: one.id })}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function GroupRow({ group, label, onOpen }: { group: Group; label: string; onOpen: () => void }) {
  const t = useTranslations('groups');
  return (
    <button type="button" className={styles.row} aria-label={label} onClick={onOpen}>
      <UsersRound aria-hidden />
      <span>
        <b>{group.name}</b>
        <span>
          {t('summary', { handle: group.handle, count: group.users.length })}
          {group.disabled && ` · ${t('disabled')}`}
        </span>
        {group.description && <span>{group.description}</span>}
      </span>
      <ChevronRight aria-hidden />
    </button>
  );
}
