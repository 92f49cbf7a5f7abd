import { Circle, CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSidebarOrder } from '../../sync/channels.ts';
import { useSelf, useUsers } from '../../sync/people.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import type { SidebarWish } from './Sidebar.tsx';
import styles from './Checklist.module.css';

/** The channels that every workspace is born with. */
const givenChannels = 2;

/** First steps for the owner of a new workspace. Done steps are struck out; it goes when all are done or when it is sent away. */
export function Checklist({
  workspaceId,
  onWish,
  onProfile,
}: {
  workspaceId: string;
  onWish: (wish: SidebarWish) => void;
  onProfile: () => void;
}) {
  const t = useTranslations('checklist');
  const self = useSelf(workspaceId);
  const people = useUsers(workspaceId).filter((user) => user.kind === 'person').length;
  const channels = useSidebarOrder(workspaceId).channels.length;
  const key = `roost.checklist.${workspaceId}`;
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(key) === 'done');
  const steps = [
    { text: t('invite'), done: people > 1, act: () => onWish('invite') },
    { text: t('channel'), done: channels > givenChannels, act: () => onWish('createChannel') },
    { text: t('profile'), done: Boolean(self?.title), act: onProfile },
  ];
  if (dismissed || self?.role !== 'owner' || steps.every((step) => step.done)) return null;
  const dismiss = () => {
    localStorage.setItem(key, 'done');
    setDismissed(true);
  };
  return (
    <section className={styles.card} aria-label={t('title')}>
      <div className={styles.head}>
        {t('title')}
        <IconButton size="sm" label={t('dismiss')} icon={<X />} onClick={dismiss} />
      </div>
      <ul>
        {steps.map((step) => (
          <li key={step.text}>
            <button type="button" className={styles.item} data-done={step.done || undefined} onClick={step.act}>
              {step.done ? <CircleCheck aria-hidden /> : <Circle aria-hidden />}
              {step.text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
