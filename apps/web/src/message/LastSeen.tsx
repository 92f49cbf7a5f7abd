import type { User } from '@roost/protocol/entities';
import { useState, type ReactNode } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { usePresence } from '../sync/people.ts';

/** Whether somebody is active, or when they were last, as far as that is known. `before` stands between it and what is there already. */
export function LastSeen(props: {
  user: User;
  /** As the server told; who goes while one looks has been seen oneself. */
  at: string | undefined;
  saysActive?: boolean;
  before?: string;
  className?: string;
}): ReactNode {
  const { user, at, saysActive = false, before = '', className } = props;
  const t = useTranslations('people');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const presence = usePresence(user.id);
  const left = useLeaving(presence, now);
  if (presence === 'active') return saysActive && <span className={className}>{t('activeNow')}</span>;
  const then = new Date(left ?? at ?? NaN);
  // Who only says to be away is there.
  const isKnown = !user.hidesSeen && !(user.away && presence !== 'offline') && !Number.isNaN(then.getTime());
  if (!isKnown) return null;
  return (
    <span className={className} title={format.dateTime(then, { dateStyle: 'medium', timeStyle: 'short' })}>
      {before}
      {t('lastSeen', { when: format.relativeTime(then < now ? then : now, now) })}
    </span>
  );
}

/** When somebody stopped being active since this is shown. */
function useLeaving(presence: string, now: Date): Date | undefined {
  const [state, setState] = useState<{ presence: string; left?: Date }>({ presence });
  if (state.presence !== presence) setState({ presence, ...(state.presence === 'active' && { left: now }) });
  return state.left;
}
