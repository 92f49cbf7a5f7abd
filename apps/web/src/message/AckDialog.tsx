import type { User } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRoost } from '../sync/roost.ts';
import { useAnswer } from '../sync/useAnswer.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import styles from './AckBar.module.css';

interface AckDialogProps {
  workspaceId: string;
  message: string;
  onClose: () => void;
}

type Which = 'acknowledged' | 'missing';

/** Who has acknowledged a message, and who of those whom it concerns has not yet. */
export function AckDialog({ message, onClose }: AckDialogProps) {
  const t = useTranslations('urging');
  const words = useTranslations('words');
  const [who, setWho] = useState<Which>('acknowledged');
  const [pages, setPages] = useState(1);
  const answer = usePages(message, who, pages);
  const value = answer.state === 'loaded' ? answer.value : null;
  const counts = value && { acknowledged: value.acknowledged, missing: value.missing };
  return (
    <Dialog open onClose={onClose} title={t('title')} closeLabel={words('close')} size="sm">
      <Tabs
        label={t('title')}
        value={who}
        onChange={(next) => {
          setWho(next);
          setPages(1);
        }}
        items={[
          { id: 'acknowledged', label: t('given'), ...(counts && { count: counts.acknowledged }) },
          { id: 'missing', label: t('missing'), ...(counts && { count: counts.missing }) },
        ]}
      >
        {answer.state === 'failed' && <p className={styles.note}>{t('failed')}</p>}
        {value?.users.length === 0 && (
          <p className={styles.note}>{t(who === 'missing' ? 'nobodyMissing' : 'nobodyGiven')}</p>
        )}
        <ul className={styles.people}>
          {value?.users.map((user) => (
            <Person key={user.id} user={user} />
          ))}
        </ul>
        {value && value.next !== null && (
          <Button block onClick={() => setPages(pages + 1)}>
            {words('showMore')}
          </Button>
        )}
      </Tabs>
    </Dialog>
  );
}

function Person({ user }: { user: User }) {
  return (
    <li className={styles.person}>
      <Avatar id={user.id} name={user.name} size={28} />
      <span className="truncate">{user.name}</span>
    </li>
  );
}

/** The first pages in one, asked for again whenever somebody acknowledges. */
function usePages(message: string, who: Which, pages: number) {
  const roost = useRoost();
  const read = useCallback(async () => {
    const ask = (after?: string) =>
      roost.query('acknowledgement.list', { message, who, ...(after !== undefined && { after }) });
    let page = await ask();
    const users = [...page.users];
    for (let turn = 1; turn < pages && page.next !== null; turn++) {
      page = await ask(page.next);
      users.push(...page.users);
    }
    return { ...page, users };
  }, [roost, message, who, pages]);
  const isNews = useCallback(
    (event: Event) => event.type === 'message.acknowledged' && event.data.message === message,
    [message],
  );
  return useAnswer(read, isNews)[0];
}
