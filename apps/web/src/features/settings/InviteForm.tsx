import type { Args } from '@roost/protocol/registry';
import type { Role } from '@roost/protocol/schema';
import { toIso } from '@roost/protocol/time';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { Select } from '../../ui/Select.tsx';
import { takeFocus } from '../../ui/takeFocus.ts';
import { GuestChannels } from './GuestChannels.tsx';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

const dayMs = 86_400_000;
const lifetimes = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs, never: null } as const;
const counts = { one: 1, ten: 10, hundred: 100, any: null } as const;

/** What an invite is to be. */
interface Choice {
  role: Role;
  lifetime: keyof typeof lifetimes;
  uses: keyof typeof counts;
  /** Those that a guest is for. */
  channels: readonly string[];
}

/** Chooses role, lifetime and number of uses, makes the link and shows it to be copied. */
export function InviteForm({ workspaceId, onCreated }: { workspaceId: string; onCreated?: () => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const [choice, setChoice] = useState<Choice>({ role: 'member', lifetime: 'week', uses: 'any', channels: [] });
  const [url, setUrl] = useState<string | null>(null);
  const { send, busy, problem } = useSend();
  const isShort = choice.role === 'guest' && choice.channels.length === 0;
  const create = (event: FormEvent) => {
    event.preventDefault();
    void send(() => roost.command('invite.create', toArgs(workspaceId, choice)), {
      then: (invite) => {
        setUrl(new URL(invite.url, window.location.origin).href);
        onCreated?.();
      },
    });
  };
  if (url) {
    return (
      <div ref={takeFocus} className={styles.rows} style={{ gap: 16 }}>
        <CopyField
          label={t('inviteLink')}
          hint={t('inviteLinkHint')}
          value={url}
          copyLabel={words('copy')}
          copiedLabel={words('copied')}
        />
        <div className={styles.actions}>
          <Button onClick={() => setUrl(null)}>{t('inviteAnother')}</Button>
        </div>
      </div>
    );
  }
  return (
    <form className={styles.rows} style={{ gap: 16 }} onSubmit={create}>
      <InviteChoice workspaceId={workspaceId} choice={choice} onChange={setChoice} />
      {choice.role === 'guest' && (
        <GuestChannels
          workspaceId={workspaceId}
          chosen={choice.channels}
          onChange={(channels) => setChoice({ ...choice, channels })}
        />
      )}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={isShort}>
          {t('createInvite')}
        </Button>
      </div>
    </form>
  );
}

function toArgs(workspace: string, { role, lifetime, uses, channels }: Choice): Args<'invite.create'> {
  const lasts = lifetimes[lifetime];
  const maxUses = counts[uses];
  return {
    workspace,
    role,
    ...(role === 'guest' && { channels: [...channels] }),
    ...(maxUses === null ? {} : { maxUses }),
    ...(lasts === null ? {} : { expiresAt: toIso((Date.now() + lasts) * 1000) }),
  };
}

function InviteChoice({
  workspaceId,
  choice,
  onChange,
}: {
  workspaceId: string;
  choice: Choice;
  onChange: (choice: Choice) => void;
}) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const self = useSelf(workspaceId);
  const roles: Role[] = self?.role === 'owner' ? ['guest', 'member', 'admin', 'owner'] : ['guest', 'member', 'admin'];
  return (
    <div className={styles.grid}>
      <Select
        label={t('inviteRole')}
        value={choice.role}
        onChange={(role) => onChange({ ...choice, role })}
        options={roles.map((value) => ({ value, label: words(value) }))}
      />
      <Select
        label={t('inviteExpires')}
        value={choice.lifetime}
        onChange={(lifetime) => onChange({ ...choice, lifetime })}
        options={[
          { value: 'day', label: t('expireDay') },
          { value: 'week', label: t('expireWeek') },
          { value: 'month', label: t('expireMonth') },
          { value: 'never', label: t('expireNever') },
        ]}
      />
      <Select
        label={t('inviteUses')}
        value={choice.uses}
        onChange={(uses) => onChange({ ...choice, uses })}
        options={[
          { value: 'any', label: t('usesAny') },
          { value: 'one', label: t('usesOne') },
          { value: 'ten', label: t('usesTen') },
          { value: 'hundred', label: t('usesHundred') },
        ]}
      />
    </div>
  );
}
