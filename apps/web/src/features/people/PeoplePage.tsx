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
import { PersonFace } from './ProfilePane.tsx';
import { usePeopleSearch } from './usePeopleSearch.ts';
import styles from './Profile.module.css';

const shownAtFirst = 100;

export type PeoplePageProps = { workspaceId: string; start?: ReactNode; onMessage: (userId: string) => void };

/** Everybody in the workspace; a click opens a conversation with them. */
export function PeoplePage({ workspaceId, start, onMessage }: PeoplePageProps) {
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
            <li key={user.id} className={styles.row}>
              <span className={styles.who}>
                <PersonFace user={user} size={36} />
                <span>
                  <span>
                    <b>{user.name}</b> {user.kind === 'bot' && <Pill small>{words('bot')}</Pill>}{' '}
                    {user.id === self?.id && <span className={styles.handle}>{words('you')}</span>}
                  </span>
                  <span className={styles.handle}>
                    {[t('handle', { handle: user.handle }), user.title, user.role !== 'member' && words(user.role)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
              </span>
              <IconButton
                label={`${t('message')}: ${user.name}`}
                icon={<MessageSquare />}
                onClick={() => onMessage(user.id)}
                tooltip={false}
              />
            </li>
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
