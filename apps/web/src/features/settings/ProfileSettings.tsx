import type { User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Checkbox.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { TimeZoneField } from './TimeZoneField.tsx';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

const fields = ['name', 'title', 'pronouns', 'timeZone', 'phone'] as const;
type Said = Record<(typeof fields)[number], string>;

/** What one tells of oneself, as this workspace sees one. */
export function ProfileSettings({ workspaceId }: { workspaceId: string }) {
  const self = useSelf(workspaceId);
  return self ? (
    <>
      <ProfileForm key={self.id} self={self} />
      <ShowsSeen self={self} />
    </>
  ) : null;
}

function ProfileForm({ self }: { self: User }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const entry = useTranslations('entry');
  const roost = useRoost();
  const { name, title = '', pronouns = '', timeZone = '', phone = '' } = self;
  const now: Said = { name, title, pronouns, timeZone, phone };
  const [draft, setDraft] = useState(now);
  const { send, busy, problem } = useSend();
  const changed = fields.filter((field) => draft[field].trim() !== now[field]);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (changed.length === 0 || !draft.name.trim() || busy) return;
    const changes = Object.fromEntries(changed.map((field) => [field, draft[field].trim()]));
    void send(() => roost.command('user.update', { user: self.id, ...changes }), { say: t('profileSaved') });
  };
  const bind = (field: keyof Said) => ({
    value: draft[field],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value }),
  });
  return (
    <form className={styles.form} onSubmit={save}>
      <div className={styles.person}>
        <Avatar id={self.id} name={draft.name} size={64} />
        <span className={styles.quiet}>{t('yourHandle', { handle: self.handle })}</span>
      </div>
      <TextField
        label={t('displayName')}
        error={draft.name.trim() ? undefined : entry('nameNeeded')}
        maxLength={limits.personName}
        autoComplete="name"
        {...bind('name')}
      />
      <TextField label={t('displayTitle')} hint={t('displayTitleHint')} maxLength={limits.title} {...bind('title')} />
      <TextField label={t('pronouns')} maxLength={limits.pronouns} autoComplete="off" {...bind('pronouns')} />
      <TimeZoneField {...bind('timeZone')} />
      <TextField label={t('phone')} type="tel" maxLength={limits.phone} autoComplete="tel" {...bind('phone')} />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={changed.length === 0 || !draft.name.trim()}>
          {words('save')}
        </Button>
      </div>
    </form>
  );
}

/** Takes effect at once, for everybody. */
function ShowsSeen({ self }: { self: User }) {
  const t = useTranslations('settings');
  const roost = useRoost();
  const { send, busy, problem } = useSend();
  return (
    <div className={styles.form}>
      <Switch
        label={t('showsSeen')}
        hint={t('showsSeenHint')}
        checked={!self.hidesSeen}
        disabled={busy}
        onChange={(showsSeen) => void send(() => roost.command('user.update', { user: self.id, showsSeen }))}
      />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
