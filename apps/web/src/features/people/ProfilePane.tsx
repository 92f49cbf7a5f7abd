import type { User } from '@roost/protocol/entities';
import { Eye, MessageSquare, Pencil, Smile, UserPlus, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { LastSeen } from '../../message/LastSeen.tsx';
import { EmojiText } from '../../message/Reactions.tsx';
import { useSelf, useUser } from '../../sync/people.ts';
import { rightsOver } from '../../sync/personRights.ts';
import { useIsQuiet, usePresenceShape } from '../../sync/quiet.ts';
import { useRoost } from '../../sync/roost.ts';
import { useSeen } from '../../sync/seen.ts';
import { useStatus } from '../../sync/status.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Pill } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { PersonMenu, type PersonActs } from './PersonMenu.tsx';
import styles from './Profile.module.css';

export type ProfilePaneProps = {
  workspaceId: string;
  userId: string;
  onClose: () => void;
  onMessage: (userId: string) => void;
  onEdit: () => void;
  onStatus: () => void;
  /** Why they see the channel beside which this stands is to be told. */
  onAccess: (userId: string) => void;
} & PersonActs;

/** One person in the right pane. */
export function ProfilePane(props: ProfilePaneProps) {
  const { workspaceId, userId, onClose } = props;
  const t = useTranslations('people');
  const words = useTranslations('words');
  const user = useKnownUser(workspaceId, userId);
  const self = useSelf(workspaceId);
  const format = useFormatter();
  return (
    <>
      <PaneHeader title={t('profile')} end={<IconButton label={words('close')} icon={<X />} onClick={onClose} />} />
      <PaneBody>
        {!user && <EmptyState title={t('notHere')} />}
        {user && (
          <div className={styles.card}>
            <div className={styles.big}>
              <PersonFace user={user} size={96} />
              <PersonNames user={user} isSelf={user.id === self?.id} />
            </div>
            <Standing user={user} />
            <Acts {...props} user={user} />
            <dl className={styles.facts}>
              {!user.left && (
                <>
                  <dt>{t('role')}</dt>
                  <dd>{words(user.role)}</dd>
                </>
              )}
              <Facts user={user} />
              <dt>{t('joined')}</dt>
              <dd>{format.dateTime(new Date(user.createdAt), { dateStyle: 'long' })}</dd>
            </dl>
          </div>
        )}
      </PaneBody>
    </>
  );
}

/** What one does with this person from here. */
function Acts({
  workspaceId,
  user,
  onMessage,
  onEdit,
  onStatus,
  onAccess,
  ...acts
}: ProfilePaneProps & { user: User }) {
  const t = useTranslations('people');
  const access = useTranslations('access');
  const self = useSelf(workspaceId);
  return (
    <div className={styles.actions}>
      {!user.left && (
        <Button icon={<MessageSquare />} onClick={() => onMessage(user.id)}>
          {t('message')}
        </Button>
      )}
      {user.id === self?.id && (
        <>
          <Button icon={<Smile />} onClick={onStatus}>
            {t('setStatus')}
          </Button>
          <Button icon={<Pencil />} onClick={onEdit}>
            {t('editProfile')}
          </Button>
        </>
      )}
      {!user.left && (
        <Button icon={<Eye />} onClick={() => onAccess(user.id)}>
          {access('here')}
        </Button>
      )}
      {user.left && rightsOver(user, self).inviteAs ? (
        <Button icon={<UserPlus />} onClick={() => acts.onInviteAs(user.id)}>
          {t('inviteAs', { name: user.name })}
        </Button>
      ) : (
        <PersonMenu user={user} {...acts} />
      )}
    </div>
  );
}

/** What they tell of themselves beside their title. */
function Facts({ user: { pronouns, timeZone, phone } }: { user: User }) {
  const t = useTranslations('people');
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  return (
    <>
      {pronouns && (
        <>
          <dt>{t('pronouns')}</dt>
          <dd>{pronouns}</dd>
        </>
      )}
      {timeZone && (
        <>
          <dt>{t('localTime')}</dt>
          <dd>{`${format.dateTime(now, { timeZone, weekday: 'short', hour: 'numeric', minute: '2-digit' })} · ${timeZone.replaceAll('_', ' ')}`}</dd>
        </>
      )}
      {phone && (
        <>
          <dt>{t('phone')}</dt>
          <dd>
            <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
          </dd>
        </>
      )}
    </>
  );
}

/** What a hovercard shows of a person. `onMessage` opens the conversation, `onProfile` the pane; `onAccess`, in a channel, tells why they see it. */
export function ProfileCard({
  workspaceId,
  userId,
  onMessage,
  onProfile,
  onAccess,
}: {
  workspaceId: string;
  userId: string;
  onMessage: (userId: string) => void;
  onProfile: (userId: string) => void;
  onAccess: ((userId: string) => void) | undefined;
}) {
  const t = useTranslations('people');
  const access = useTranslations('access');
  const user = useKnownUser(workspaceId, userId);
  const self = useSelf(workspaceId);
  if (!user) return <div className={styles.hover}>{t('notHere')}</div>;
  return (
    <div className={styles.hover}>
      <div className={styles.top}>
        <PersonFace user={user} size={56} />
        <PersonNames user={user} isSelf={user.id === self?.id} />
      </div>
      <Standing user={user} />
      <div className={styles.actions}>
        {!user.left && (
          <Button size="sm" icon={<MessageSquare />} onClick={() => onMessage(userId)}>
            {t('message')}
          </Button>
        )}
        <Button size="sm" onClick={() => onProfile(userId)}>
          {t('profile')}
        </Button>
        {onAccess && !user.left && (
          <Button size="sm" onClick={() => onAccess(userId)}>
            {access('here')}
          </Button>
        )}
      </div>
    </div>
  );
}

export function PersonFace({ user, size }: { user: User; size: number }): ReactNode {
  const words = useTranslations('words');
  const shape = usePresenceShape(user);
  return <Avatar id={user.id} name={user.name} size={size} presence={shape} presenceLabel={shape && words(shape)} />;
}

/** What is special about somebody's being here, or not. */
function Standing({ user }: { user: User }): ReactNode {
  const t = useTranslations('people');
  const words = useTranslations('words');
  const text = user.deactivated
    ? words('isOut')
    : user.left
      ? words('hasLeft')
      : user.kind === 'bot'
        ? t('botOwner')
        : user.imported
          ? t('notComeYet')
          : null;
  return text && <p className={styles.standing}>{text}</p>;
}

function PersonNames({ user, isSelf }: { user: User; isSelf: boolean }) {
  const t = useTranslations('people');
  const words = useTranslations('words');
  return (
    <div className={styles.names}>
      <span className={styles.name}>
        {user.name}
        {user.kind === 'bot' && <Pill small>{words('bot')}</Pill>}
      </span>
      <span className={styles.handle}>
        {t('handle', { handle: user.handle })}
        {user.pronouns && ` · ${user.pronouns}`}
        {isSelf && ` · ${words('you')}`}
      </span>
      {user.title && <span className={styles.title}>{user.title}</span>}
      <Says user={user} />
      <Seen user={user} />
      <Paused user={user} />
    </div>
  );
}

/** Their status, and until when. */
function Says({ user }: { user: User }): ReactNode {
  const t = useTranslations('people');
  const format = useFormatter();
  const status = useStatus(user);
  if (!status) return null;
  return (
    <span className={styles.status}>
      {status.emoji && <EmojiText emoji={status.emoji} />} {status.text}
      {status.until && (
        <span className={styles.handle}>
          {t('until', { until: format.dateTime(new Date(status.until), { dateStyle: 'medium', timeStyle: 'short' }) })}
        </span>
      )}
    </span>
  );
}

function Seen({ user }: { user: User }): ReactNode {
  const isPerson = user.kind === 'person' && !user.left;
  const at = useSeen(user.workspace, isPerson ? [user.id] : []).get(user.id);
  return isPerson && <LastSeen saysActive user={user} at={at} className={styles.handle} />;
}

/** That nothing notifies them now. */
function Paused({ user }: { user: User }): ReactNode {
  const words = useTranslations('words');
  return useIsQuiet(user) && <span className={styles.handle}>{words('dnd')}</span>;
}

/** A person by id; asks the server for somebody not met yet, as in a large workspace. */
function useKnownUser(workspaceId: string, userId: string): User | undefined {
  const roost = useRoost();
  const user = useUser(workspaceId, userId);
  const isKnown = user !== undefined;
  useEffect(() => {
    if (isKnown) return;
    roost.query('user.get', { workspace: workspaceId, users: [userId] }).then(
      ({ users }) => roost.learnUsers(users),
      () => {}, // Shown as not here; opening the profile again asks again.
    );
  }, [roost, workspaceId, userId, isKnown]);
  return user;
}
