import { toIso } from '@roost/protocol/time';
import type { Role } from '@roost/protocol/schema';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { Select } from '../../ui/Select.tsx';
import { takeFocus } from './takeFocus.ts';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

const dayMs = 86_400_000;
const lifetimes = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs, never: null } as const;
const counts = { one: 1, ten: 10, hundred: 100, any: null } as const;

/** Chooses role, lifetime and number of uses, makes the link and shows it to be copied. */
export function InviteForm({ workspaceId, onCreated }: { workspaceId: string; onCreated?: () => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const self = useSelf(workspaceId);
  const [role, setRole] = useState<Role>('member');
  const [lifetime, setLifetime] = useState<keyof typeof lifetimes>('week');
  const [uses, setUses] = useState<keyof typeof counts>('any');
  const [url, setUrl] = useState<string | null>(null);
  const { send, busy, problem } = useSend();
  const create = (event: FormEvent) => {
    event.preventDefault();
    const lasts = lifetimes[lifetime];
    const maxUses = counts[uses];
    const args = {
      workspace: workspaceId,
      role,
      ...(maxUses === null ? {} : { maxUses }),
      ...(lasts === null ? {} : { expiresAt: toIso((Date.now() + lasts) * 1000) }),
    };
    void send(() => roost.command('invite.create', args), {
      then: (invite) => {
        setUrl(new URL(invite.url, window.location.origin).href);
        onCreated?.();
      },
    });
  };
  if (url) {
    return (
      <div ref={takeFocus} className={styles.rows} style={{ gap: 16 }}>
        <CopyField label={t('inviteLink')} hint={t('inviteLinkHint')} value={url} copyLabel={words('copy')} copiedLabel={words('copied')} />
        <div className={styles.actions}>
          <Button onClick={() => setUrl(null)}>{t('inviteAnother')}</Button>
        </div>
      </div>
    );
  }
  const roles: Role[] = self?.role === 'owner' ? ['member', 'admin', 'owner'] : ['member', 'admin'];
  return (
    <form className={styles.rows} style={{ gap: 16 }} onSubmit={create}>
      <div className={styles.grid}>
        <Select label={t('inviteRole')} value={role} onChange={setRole} options={roles.map((value) => ({ value, label: words(value) }))} />
        <Select
          label={t('inviteExpires')}
          value={lifetime}
          onChange={setLifetime}
          options={[
            { value: 'day', label: t('expireDay') },
            { value: 'week', label: t('expireWeek') },
            { value: 'month', label: t('expireMonth') },
            { value: 'never', label: t('expireNever') },
          ]}
        />
        <Select
          label={t('inviteUses')}
          value={uses}
          onChange={setUses}
          options={[
            { value: 'any', label: t('usesAny') },
            { value: 'one', label: t('usesOne') },
            { value: 'ten', label: t('usesTen') },
            { value: 'hundred', label: t('usesHundred') },
          ]}
        />
      </div>
      {problem && <p className={styles.problem} role="alert">{problem}</p>}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy}>
          {t('createInvite')}
        </Button>
      </div>
    </form>
  );
}
