import type { User } from '@roost/protocol/entities';
import type { Role } from '@roost/protocol/schema';
import { Suspense, type ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useIsLastOwner, useSelf, useUser } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Pill } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Select } from '../../ui/Select.tsx';
import { FetchedList } from './FetchedList.tsx';
import { usePeople, usePeopleFilter } from './usePeople.ts';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

/** Who is in the workspace, with their role and what an admin may do with them, a page at a time. What is shown stands in the address. */
export function PeopleSettings({
  workspaceId,
  personMenu,
}: {
  workspaceId: string;
  personMenu: (user: User) => ReactNode;
}) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const { filter, setFilter } = usePeopleFilter(workspaceId);
  const { people, reload, loadMore, isLoadingMore } = usePeople(workspaceId, filter);
  return (
    <>
      <div className={styles.tools}>
        <SearchField
          label={t('findPeople')}
          placeholder={t('findPeople')}
          clearLabel={words('clear')}
          value={filter.search ?? ''}
          onChange={(search) => setFilter({ ...filter, search })}
        />
        <Select
          label={t('show')}
          hideLabel
          value={filter.show ?? 'all'}
          onChange={(show) => setFilter({ ...filter, show: show === 'all' ? undefined : show })}
          options={[
            { value: 'all', label: t('showAll') },
            { value: 'owner', label: t('showOwner') },
            { value: 'admin', label: t('showAdmin') },
            { value: 'member', label: t('showMember') },
            { value: 'guest', label: t('showGuest') },
            { value: 'deactivated', label: t('showDeactivated') },
          ]}
        />
      </div>
      <FetchedList fetched={people} onRetry={reload}>
        {({ users, next }) => (
          <>
            <p className={styles.lead} role="status">
              {users.length === 0 ? t('nobodyFits') : !next && t('peopleLead', { count: users.length })}
            </p>
            {users.length > 0 && <PeopleTable workspaceId={workspaceId} users={users} personMenu={personMenu} />}
            {next && (
              <div className={styles.actions}>
                <Button busy={isLoadingMore} onClick={loadMore}>
                  {words('showMore')}
                </Button>
              </div>
            )}
          </>
        )}
      </FetchedList>
    </>
  );
}

function PeopleTable({
  workspaceId,
  users,
  personMenu,
}: {
  workspaceId: string;
  users: readonly User[];
  personMenu: (user: User) => ReactNode;
}) {
  const t = useTranslations('settings');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('role')}</th>
          <th scope="col">{t('joinedAt')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <PersonRow key={user.id} workspaceId={workspaceId} fetched={user} personMenu={personMenu} />
        ))}
      </tbody>
    </table>
  );
}

function PersonRow({
  workspaceId,
  fetched,
  personMenu,
}: {
  workspaceId: string;
  fetched: User;
  personMenu: (user: User) => ReactNode;
}) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const format = useFormatter();
  const user = useUser(workspaceId, fetched.id) ?? fetched;
  return (
    <tr>
      <td>
        <span className={styles.person}>
          <Avatar id={user.id} name={user.name} size={36} />
          <span>
            <b>
              {user.name} {user.kind === 'bot' && <Pill small>{words('bot')}</Pill>}
              {user.imported && <Pill small>{t('notComeYet')}</Pill>}
            </b>
            <span className={styles.quiet}>{user.title ? `@${user.handle} · ${user.title}` : `@${user.handle}`}</span>
          </span>
        </span>
      </td>
      <td>
        {user.deactivated ? (
          words('isOut')
        ) : user.left ? (
          words('hasLeft')
        ) : (
          <RoleCell workspaceId={workspaceId} user={user} />
        )}
      </td>
      <td className={styles.quiet}>{format.dateTime(new Date(user.createdAt), { dateStyle: 'medium' })}</td>
      <td className={styles.end}>
        <Suspense>{personMenu(user)}</Suspense>
      </td>
    </tr>
  );
}

/** Owners give and take every role; admins make members and admins and leave owners alone; bots never own. */
function RoleCell({ workspaceId, user }: { workspaceId: string; user: User }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const self = useSelf(workspaceId);
  const { send, busy, problem } = useSend((reject) => (reject.code === 'last_owner' ? t('lastOwner') : null));
  const mayGiveOwner = self?.role === 'owner' && user.kind === 'person';
  const mayChange = self?.role === 'owner' || user.role !== 'owner';
  const isLastOwner = useIsLastOwner(workspaceId, user);
  if (isLastOwner) return <span title={t('lastOwner')}>{words(user.role)}</span>;
  if (!mayChange) return words(user.role);
  const usual: Role[] = user.kind === 'bot' ? ['admin', 'member'] : ['admin', 'member', 'guest'];
  const roles: Role[] = mayGiveOwner || user.role === 'owner' ? ['owner', ...usual] : usual;
  const change = (role: Role) =>
    void send(() => roost.command('user.update', { user: user.id, role }), {
      say: t('roleChanged', { name: user.name, role: words(role) }),
    });
  return (
    <>
      <Select
        look="inline"
        label={t('roleOf', { name: user.name })}
        value={user.role}
        disabled={busy}
        onChange={change}
        options={roles.map((role) => ({ value: role, label: words(role) }))}
      />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
