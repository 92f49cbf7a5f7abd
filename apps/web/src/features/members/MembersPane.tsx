import type { User } from '@roost/protocol/entities';
import {
  Ellipsis,
  Eye,
  ListChecks,
  LogOut,
  MessageSquare,
  ShieldCheck,
  UserMinus,
  UserPlus,
  UserRound,
  X,
} from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { runsChannel, useChannel, useChannelRights, useMembership } from '../../sync/channels.ts';
import { useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { useSeen } from '../../sync/seen.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { ChoosableList, RemoveMany, useChoice, type Choice } from './RemoveMany.tsx';
import { LeaveButton } from './LeaveButton.tsx';
import { PersonRow } from './PersonRow.tsx';
import { useMembers } from './useMembers.ts';
import styles from './MembersPane.module.css';

export type MembersPaneProps = {
  workspaceId: string;
  channelId: string;
  onClose: () => void;
  onAddPeople: () => void;
  onProfile: (userId: string) => void;
  onMessage: (userId: string) => void;
  /** Why somebody, or everybody, sees the channel is to be told. */
  onAccess: (userId?: string) => void;
};

/** Who is in the channel, and the acts on membership that one is allowed. */
export function MembersPane(props: MembersPaneProps) {
  const { channelId, onClose } = props;
  const t = useTranslations('members');
  const words = useTranslations('words');
  const access = useTranslations('access');
  const channel = useChannel(channelId);
  const membership = useMembership(channelId);
  const { members, reload, loadMore } = useMembers(channelId);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLocaleLowerCase());
  const isNamed = channel?.kind !== 'direct';
  const choice = useChoice(channelId);
  const count = membership?.memberCount ?? (members.state === 'loaded' && !members.next ? members.users.length : null);
  return (
    <>
      <PaneHeader
        title={t('title')}
        subtitle={count === null ? undefined : t('count', { count })}
        end={<IconButton label={words('close')} icon={<X />} onClick={onClose} />}
      />
      <Tools {...props} search={search} onSearch={setSearch} choice={choice} />
      <PaneBody>
        {members.state === 'loading' && <SkeletonRows label={words('loading')} look="message" />}
        {members.state === 'failed' && <FailedMembers error={members.error} onRetry={reload} />}
        {members.state === 'loaded' && (
          <MemberList
            {...props}
            users={members.users.filter((user) => fits(user, wanted))}
            isNamed={isNamed}
            choice={choice}
          />
        )}
        {members.state === 'loaded' && members.next && (
          <div className={styles.more}>
            <Button size="sm" onClick={loadMore}>
              {words('showMore')}
            </Button>
          </div>
        )}
        {choice.chosen === null && (
          <div className={styles.foot}>
            <Button icon={<Eye />} onClick={() => props.onAccess()}>
              {access('open')}
            </Button>
            {isNamed && membership && !channel?.general && <LeaveButton channelId={channelId} icon={<LogOut />} />}
          </div>
        )}
      </PaneBody>
      {choice.chosen && <RemoveMany channelId={channelId} choice={choice} />}
    </>
  );
}

type ToolsProps = MembersPaneProps & { search: string; onSearch: (search: string) => void; choice: Choice };

function Tools({ channelId, onAddPeople, search, onSearch, choice }: ToolsProps) {
  const t = useTranslations('members');
  const words = useTranslations('words');
  const rights = useChannelRights(channelId);
  return (
    <div className={styles.tools}>
      <SearchField
        label={t('find')}
        placeholder={t('find')}
        clearLabel={words('clear')}
        value={search}
        onChange={onSearch}
      />
      {rights.invite && (
        <Button icon={<UserPlus />} onClick={onAddPeople}>
          {t('add')}
        </Button>
      )}
      {rights.remove && (
        <IconButton
          label={t('select')}
          icon={<ListChecks />}
          pressed={choice.chosen !== null}
          data-choosing
          onClick={choice.toggleChoosing}
        />
      )}
    </div>
  );
}

function fits(user: User, wanted: string): boolean {
  return (
    wanted === '' || user.name.toLocaleLowerCase().includes(wanted) || user.handle.toLocaleLowerCase().includes(wanted)
  );
}

function FailedMembers({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const toText = useRejectText();
  const words = useTranslations('words');
  return (
    <div className={styles.foot}>
      <p>{toText(error)}</p>
      <Button size="sm" onClick={onRetry}>
        {words('retry')}
      </Button>
    </div>
  );
}

function MemberList({
  workspaceId,
  channelId,
  users,
  isNamed,
  choice,
  onProfile,
  onMessage,
  onAccess,
}: MembersPaneProps & { users: readonly User[]; isNamed: boolean; choice: Choice }) {
  const t = useTranslations('members');
  const access = useTranslations('access');
  const self = useSelf(workspaceId);
  const channel = useChannel(channelId);
  const rights = useChannelRights(channelId);
  const seen = useSeen(
    workspaceId,
    users.map(({ id }) => id),
  );
  if (users.length === 0) return <p className={styles.foot}>{t('none')}</p>;
  if (choice.chosen) return <ChoosableList users={users.filter(({ id }) => id !== self?.id)} choice={choice} />;
  return (
    <ul className={styles.list}>
      {users.map((user) => (
        <PersonRow
          key={user.id}
          user={user}
          seenAt={seen.get(user.id)}
          isSelf={user.id === self?.id}
          runs={isNamed && channel !== undefined && runsChannel(channel, user.id)}
          onOpen={() => onProfile(user.id)}
          end={
            user.id !== self?.id && (
              <Menu
                label={t('actions', { name: user.name })}
                placement="bottom-end"
                trigger={
                  <IconButton size="sm" label={t('actions', { name: user.name })} icon={<Ellipsis />} tooltip={false} />
                }
              >
                <MenuItem icon={<MessageSquare />} onSelect={() => onMessage(user.id)}>
                  {t('message')}
                </MenuItem>
                <MenuItem icon={<UserRound />} onSelect={() => onProfile(user.id)}>
                  {t('profile')}
                </MenuItem>
                <MenuItem icon={<Eye />} onSelect={() => onAccess(user.id)}>
                  {access('ofPerson', { name: user.name })}
                </MenuItem>
                {rights.rule && <AdminItem channelId={channelId} user={user} />}
                {rights.remove && <RemoveItem channelId={channelId} user={user} />}
              </Menu>
            )
          }
        />
      ))}
    </ul>
  );
}

function AdminItem({ channelId, user }: { channelId: string; user: User }) {
  const t = useTranslations('members');
  const roost = useRoost();
  const toText = useRejectText();
  const channel = useChannel(channelId);
  const runs = channel !== undefined && runsChannel(channel, user.id);
  const change = () =>
    roost
      .command('channel.setAdmin', { channel: channelId, user: user.id, admin: !runs })
      .catch((error: unknown) => void toasts.show({ text: toText(error), tone: 'danger' }));
  return (
    <MenuItem icon={<ShieldCheck />} onSelect={() => void change()}>
      {t(runs ? 'takeAdmin' : 'makeAdmin')}
    </MenuItem>
  );
}

function RemoveItem({ channelId, user }: { channelId: string; user: User }) {
  const t = useTranslations('members');
  const roost = useRoost();
  const toText = useRejectText();
  const remove = () =>
    roost.command('channel.remove', { channel: channelId, users: [user.id] }).then(
      () => void toasts.show({ text: t('removed', { name: user.name }), tone: 'ok' }),
      (error: unknown) => void toasts.show({ text: toText(error), tone: 'danger' }),
    );
  return (
    <>
      <MenuSeparator />
      <MenuItem icon={<UserMinus />} danger onSelect={() => void remove()}>
        {t('remove')}
      </MenuItem>
    </>
  );
}
