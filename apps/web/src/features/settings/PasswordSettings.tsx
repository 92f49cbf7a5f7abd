import { limits } from '@roost/protocol/limits';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useAccount } from '../../sync/session.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

const empty = { current: '', password: '' };

/** Changes the account's password. */
export function PasswordSettings() {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const account = useAccount();
  const roost = useRoost();
  const [draft, setDraft] = useState(empty);
  const { send, busy, problem, clear } = useSend((reject) =>
    reject.code === 'wrong_credentials' ? t('wrongPassword') : null,
  );
  const left = Math.max(0, limits.passwordMin - draft.password.length);
  const ready = draft.current !== '' && left === 0;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy)
      void send(() => roost.command('account.changePassword', draft), {
        say: t('passwordChanged'),
        then: () => setDraft(empty),
      });
  };
  const reveal = { show: words('showPassword'), hide: words('hidePassword') };
  return (
    <form className={styles.form} onSubmit={save}>
      <p className={styles.lead}>{t('passwordLead')}</p>
      <input type="text" name="username" autoComplete="username" value={account?.email ?? ''} readOnly hidden />
      <TextField
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        revealLabels={reveal}
        value={draft.current}
        error={problem ?? undefined}
        onChange={(event) => {
          clear();
          setDraft({ ...draft, current: event.target.value });
        }}
      />
      <TextField
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        revealLabels={reveal}
        value={draft.password}
        maxLength={limits.passwordMax}
        hint={
          draft.password === '' ? words('passwordRule', { min: limits.passwordMin }) : words('passwordHint', { left })
        }
        onChange={(event) => setDraft({ ...draft, password: event.target.value })}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={!ready}>
          {t('changePassword')}
        </Button>
      </div>
    </form>
  );
}
