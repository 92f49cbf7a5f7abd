import type { Login } from '@roost/protocol/entities';
import { MonitorSmartphone } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useRoost } from '../../sync/roost.ts';
import { Pill } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { FetchedList } from './FetchedList.tsx';
import { useFetched } from './useFetched.ts';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

const againMs = 5_000;

/** Every device on which the account is signed in, and how to end that. */
export function DeviceSettings() {
  const t = useTranslations('settings');
  const roost = useRoost();
  const [logins, reload] = useFetched(useCallback(() => roost.query('login.list', {}), [roost]));
  // Somebody comes and goes elsewhere while one looks.
  useEffect(() => {
    const timer = setInterval(reload, againMs);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <>
      <p className={styles.lead}>{t('devicesLead')}</p>
      <FetchedList fetched={logins} onRetry={reload}>
        {(value) => (
          <>
            <p role="status">{t('activeDevices', { count: value.logins.filter(({ active }) => active).length })}</p>
            <ul className={styles.rows}>
              {value.logins
                .toSorted((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt))
                .map((login) => (
                  <DeviceRow key={login.id} login={login} onEnded={reload} />
                ))}
            </ul>
          </>
        )}
      </FetchedList>
    </>
  );
}

function DeviceRow({ login, onEnded }: { login: Login; onEnded: () => void }) {
  const t = useTranslations('settings');
  const roost = useRoost();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { send, busy, problem } = useSend();
  const end = () =>
    void send(() => roost.command('login.end', { login: login.id }), {
      say: t('loginEnded', { device: login.device }),
      then: onEnded,
    });
  return (
    <li className={styles.row}>
      <MonitorSmartphone size={20} aria-hidden />
      <span className={styles.about}>
        <b>{login.device}</b>
        <span className={styles.quiet}>
          {login.current
            ? t('signedIn', { when: format.relativeTime(new Date(login.createdAt), now) })
            : t('lastSeen', { when: format.relativeTime(new Date(login.lastSeenAt), now) })}
        </span>
        {problem && (
          <span className={styles.problem} role="alert">
            {problem}
          </span>
        )}
      </span>
      {login.active && !login.current && <Pill small>{t('activeHere')}</Pill>}
      {login.current ? (
        <Pill tone="ok">{t('thisDevice')}</Pill>
      ) : (
        <Button size="sm" busy={busy} aria-label={t('endLogin', { device: login.device })} onClick={end}>
          {t('endLoginShort')}
        </Button>
      )}
    </li>
  );
}
