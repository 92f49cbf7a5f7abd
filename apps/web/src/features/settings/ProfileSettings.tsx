import { limits } from '@roost/protocol/limits';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

/** Name and title, as this workspace sees one. */
export function ProfileSettings({ workspaceId }: { workspaceId: string }) {
  const self = useSelf(workspaceId);
  return self ? (
    <ProfileForm key={self.id} id={self.id} handle={self.handle} name={self.name} title={self.title ?? ''} />
  ) : null;
}

function ProfileForm({ id, handle, name, title }: { id: string; handle: string; name: string; title: string }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const entry = useTranslations('entry');
  const roost = useRoost();
  const [draft, setDraft] = useState({ name, title });
  const { send, busy, problem } = useSend();
  const next = { name: draft.name.trim(), title: draft.title.trim() };
  const changed = next.name !== name || next.title !== title;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (changed && next.name && !busy)
      void send(() => roost.command('user.update', { user: id, ...next }), { say: t('profileSaved') });
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <div className={styles.person}>
        <Avatar id={id} name={draft.name} size={64} />
        <span className={styles.quiet}>{t('yourHandle', { handle })}</span>
      </div>
      <TextField
        label={t('displayName')}
        value={draft.name}
        error={next.name ? undefined : entry('nameNeeded')}
        maxLength={limits.personName}
        autoComplete="name"
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <TextField
        label={t('displayTitle')}
        hint={t('displayTitleHint')}
        value={draft.title}
        maxLength={limits.title}
        onChange={(event) => setDraft({ ...draft, title: event.target.value })}
      />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={!changed || !next.name}>
          {words('save')}
        </Button>
      </div>
    </form>
  );
}
