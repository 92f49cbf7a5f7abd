import type { User } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { StatusSign } from '../../message/StatusSign.tsx';
import { usePresence, useUser } from '../../sync/people.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Pill } from '../../ui/Badge.tsx';
import styles from './MembersPane.module.css';

/** A person in a list: face, name, title, role when it is more than member. `end` holds what can be done. */
export function PersonRow({
  user: told,
  isSelf,
  runs,
  onOpen,
  end,
}: {
  user: User;
  isSelf: boolean;
  /** Is one of those who run the channel. */
  runs: boolean;
  onOpen: () => void;
  end?: ReactNode;
}) {
  const words = useTranslations('words');
  const t = useTranslations('members');
  const user = useUser(told.workspace, told.id) ?? told;
  const isBot = user.kind === 'bot';
  const hasPresence = !isBot && !user.left;
  const presence = usePresence(hasPresence ? user.id : '');
  const shape = presence === 'active' ? 'online' : presence;
  return (
    <li className={styles.row}>
      <button type="button" className={styles.who} onClick={onOpen}>
        <Avatar
          id={user.id}
          name={user.name}
          size={32}
          presence={hasPresence ? shape : undefined}
          presenceLabel={hasPresence ? words(shape) : undefined}
        />
        <span className={styles.names}>
          <span className={styles.name}>
            <span>{user.name}</span>
            <StatusSign user={user} />
            {isBot && <Pill small>{words('bot')}</Pill>}
            {isSelf && <span className={styles.role}>{words('you')}</span>}
            {runs && <span className={styles.role}>{t('runs')}</span>}
            {user.role !== 'member' && <span className={styles.role}>{words(user.role)}</span>}
          </span>
          {(user.left || user.title) && (
            <span className={styles.title}>{user.left ? words('hasLeft') : user.title}</span>
          )}
        </span>
      </button>
      {end}
    </li>
  );
}
