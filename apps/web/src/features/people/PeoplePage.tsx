import type { User } from '@roost/protocol/entities';
import { MessageSquare } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { Pill } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PaneBody, PaneHeader } from '../../ui/Pane.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { PersonMenu, type PersonActs } from './PersonMenu.tsx';
import { PersonFace } from './ProfilePane.tsx';
import { usePeopleSearch } from './usePeopleSearch.ts';
import styles from './Profile.module.css';

const shownAtFirst = 100;

export type PeoplePageProps = {
  workspaceId: string;
  start?: ReactNode;
  onMessage: (userId: string) => void;
} & PersonActs;

/** Everybody in the workspace; a click opens a conversation with them. */
export function PeoplePage({ workspaceId, start, onMessage, ...acts }: PeoplePageProps) {
  const t = useTranslations('people');
  const words = useTranslations('words');
  const self = useSelf(workspaceId);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(shownAtFirst);
  const people = usePeopleSearch(workspaceId, search);
  useEffect(() => setShown(shownAtFirst), [search]);
  return (
    <div className={styles.page}>
      <PaneHeader level={1} title={t('title')} subtitle={t('count', { count: people.length })} start={start} />
      <div className={styles.tools}>
        <SearchField
          label={t('find')}
          placeholder={t('find')}
          clearLabel={words('clear')}
          value={search}
          onChange={setSearch}
        />
      </div>
      <PaneBody>
        {people.length === 0 && <EmptyState title={t('none')} />}
        <ul className={styles.list}>
          {people.slice(0, shown).map((user) => (
            <PersonLine key={user.id} user={user} isSelf={user.id === self?.id} onMessage={onMessage} {...acts} />
          ))}
        </ul>
        {people.length > shown && (
          <div className={styles.more}>
            <Button onClick={() => setShown(shown + shownAtFirst)}>{words('showMore')}</Button>
          </div>
        )}
      </PaneBody>
    </div>
  );
}

type PersonLineProps = { user: User; isSelf: boolean; onMessage: (userId: string) => void } & PersonActs;

function PersonLine({ user, isSelf, onMessage, ...acts }: PersonLineProps) {
  const t = useTranslations('people');
  const words = useTranslations('words');
  const role = user.role === 'member' ? undefined : words(user.role);
  const about = [t('handle', { handle: user.handle }), user.title, role, user.imported && t('notComeYet')];
  return (
    <li className={styles.row}>
      <span className={styles.who}>
        <PersonFace user={user} size={36} />
        <span>
          <span>
            <b>{user.name}</b> {user.kind === 'bot' && <Pill small>{words('bot')}</Pill>}{' '}
            {isSelf && <span className={styles.handle}>{words('you')}</span>}
          </span>
          <span className={styles.handle}>{about.filter(Boolean).join(' · ')}</span>
        </span>
      </span>
      <PersonMenu user={user} {...acts} />
      <IconButton
        label={`${t('message')}: ${user.name}`}
        icon={<MessageSquare />}
        onClick={() => onMessage(user.id)}
        tooltip={false}
      />
    </li>
  );
}
