import type { Scope, User } from '@roost/protocol/entities';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { takeFocus } from '../../ui/takeFocus.ts';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

const scopes: ReadonlyArray<{
  scope: Scope;
  label: 'scopeRead' | 'scopeWrite' | 'scopeAdmin';
  hint: 'scopeReadHint' | 'scopeWriteHint' | 'scopeAdminHint';
}> = [
  { scope: 'read', label: 'scopeRead', hint: 'scopeReadHint' },
  { scope: 'write', label: 'scopeWrite', hint: 'scopeWriteHint' },
  { scope: 'admin', label: 'scopeAdmin', hint: 'scopeAdminHint' },
];

/** Makes a token and shows it this once. A click beside the dialog must not lose a secret that was not copied. */
export function TokenDialog({ bot, onCreated, onClose }: { bot: User; onCreated: () => void; onClose: () => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const [chosen, setChosen] = useState<readonly Scope[]>(['read', 'write']);
  const [token, setToken] = useState<string | null>(null);
  const { send, busy, problem } = useSend();
  const create = () =>
    void send(() => roost.command('token.create', { user: bot.id, scopes: [...chosen] }), {
      then: (made) => {
        setToken(made.token);
        onCreated();
      },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      dismissible={token === null}
      title={t('tokenFor', { name: bot.name })}
      closeLabel={words('close')}
      footer={
        token ? (
          <Button variant="primary" onClick={onClose}>
            {t('done')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{words('cancel')}</Button>
            <Button variant="primary" busy={busy} disabled={chosen.length === 0} onClick={create}>
              {t('createToken')}
            </Button>
          </>
        )
      }
    >
      {token ? (
        <div ref={takeFocus}>
          <CopyField
            label={t('tokenLabel', { name: bot.name })}
            hint={t('tokenOnce')}
            value={token}
            copyLabel={words('copy')}
            copiedLabel={words('copied')}
          />
        </div>
      ) : (
        <>
          <ScopeChoice chosen={chosen} onChange={setChosen} />
          {problem && (
            <p className={styles.problem} role="alert">
              {problem}
            </p>
          )}
        </>
      )}
    </Dialog>
  );
}

function ScopeChoice({ chosen, onChange }: { chosen: readonly Scope[]; onChange: (chosen: readonly Scope[]) => void }) {
  const t = useTranslations('settings');
  return (
    <fieldset className={styles.rows} style={{ gap: 10 }}>
      <legend className={styles.quiet}>{t('scopes')}</legend>
      {scopes.map(({ scope, label, hint }) => (
        <Checkbox
          key={scope}
          label={t(label)}
          hint={t(hint)}
          checked={chosen.includes(scope)}
          onChange={(on) => onChange(on ? [...chosen, scope] : chosen.filter((one) => one !== scope))}
        />
      ))}
    </fieldset>
  );
}
