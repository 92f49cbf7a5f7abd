import type { User } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { usePresence } from '../../sync/people.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Pill } from '../../ui/Badge.tsx';
import styles from './MembersPane.module.css';

/** A person in a list: face, name, title, role when it is more than member. `end` holds what can be done. */
export function PersonRow({
  user,
  isSelf,
  onOpen,
  end,
}: {
  user: User;
  isSelf: boolean;
  onOpen: () => void;
  end?: ReactNode;
}) {
  const words = useTranslations('words');
  const presence = usePresence(user.id);
  const shape = presence === 'active' ? 'online' : presence;
  const isBot = user.kind === 'bot';
  return (
    <li className={styles.row}>
      <button type="button" className={styles.who} onClick={onOpen}>
        <Avatar
          id={user.id}
          name={user.name}
          size={32}
          presence={isBot ? undefined : shape}
          presenceLabel={isBot ? undefined : words(shape)}
        />
        <span className={styles.names}>
          <span className={styles.name}>
            <span>{user.name}</span>
            {isBot && <Pill small>{words('bot')}</Pill>}
            {isSelf && <span className={styles.role}>{words('you')}</span>}
            {user.role !== 'member' && <span className={styles.role}>{words(user.role)}</span>}
          </span>
          {user.title && <span className={styles.title}>{user.title}</span>}
        </span>
      </button>
      {end}
    </li>
  );
}
