import type { User } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LastSeen } from '../../message/LastSeen.tsx';
import { StatusSign } from '../../message/StatusSign.tsx';
import { useUser } from '../../sync/people.ts';
import { usePresenceShape } from '../../sync/quiet.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Pill } from '../../ui/Badge.tsx';
import styles from './MembersPane.module.css';

/** A person in a list: face, name, title, role when it is more than member. `end` holds what can be done. */
export function PersonRow({
  user: told,
  isSelf,
  runs,
  seenAt,
  onOpen,
  end,
}: {
  user: User;
  isSelf: boolean;
  /** Is one of those who run the channel. */
  runs: boolean;
  /** When they were active last, if that is known. */
  seenAt: string | undefined;
  onOpen: () => void;
  end?: ReactNode;
}) {
  const words = useTranslations('words');
  const t = useTranslations('members');
  const user = useUser(told.workspace, told.id) ?? told;
  const isBot = user.kind === 'bot';
  // Of who is here the face tells.
  const hasSeen = !isBot && !user.left && !isSelf;
  const shape = usePresenceShape(user);
  return (
    <li className={styles.row}>
      <button type="button" className={styles.who} onClick={onOpen}>
        <Avatar id={user.id} name={user.name} size={32} presence={shape} presenceLabel={shape && words(shape)} />
        <span className={styles.names}>
          <span className={styles.name}>
            <span>{user.name}</span>
            <StatusSign user={user} />
            {isBot && <Pill small>{words('bot')}</Pill>}
            {isSelf && <span className={styles.role}>{words('you')}</span>}
            {runs && <span className={styles.role}>{t('runs')}</span>}
            {user.role !== 'member' && <span className={styles.role}>{words(user.role)}</span>}
          </span>
          <span className={styles.title}>
            {user.left ? words('hasLeft') : user.title}
            {hasSeen && <LastSeen user={user} at={seenAt} before={user.title ? ' · ' : ''} />}
          </span>
        </span>
      </button>
      {end}
    </li>
  );
}
