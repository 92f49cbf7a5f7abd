import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { toPath } from '../../navigation/places.ts';
import { useDoors } from '../../sync/session.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useEntryChecks } from './entryChecks.ts';
import { EntryForm, EntryPage } from './EntryPage.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';
import { useEntryForm } from './useEntryForm.ts';

/** The first page of an empty server: makes the workspace and its owner. */
export function SetupPage() {
  const t = useTranslations('entry');
  const words = useTranslations('words');
  const check = useEntryChecks();
  const doors = useDoors();
  const form = useEntryForm({
    fields: { workspaceName: '', name: '', email: '', password: '' },
    check: (values) => ({
      workspaceName: check.workspaceName(values.workspaceName),
      name: check.name(values.name),
      email: check.email(values.email),
      password: check.newPassword(values.password),
    }),
    send: ({ workspaceName, name, email, password }) =>
      doors.setUp({ workspaceName: workspaceName.trim(), name: name.trim(), email: email.trim(), password }),
    explain: (reject) => (reject.code === 'setup_done' ? t('setupDone') : null),
  });
  return (
    <EntryPage
      title={t('setupTitle')}
      lead={t('setupLead')}
      foot={form.problem === t('setupDone') && <Link href={toPath({ at: 'signIn' })}>{t('goSignIn')}</Link>}
    >
      <EntryForm onSubmit={form.submit} problem={form.problem} invalid={form.invalid}>
        <TextField
          {...form.field('workspaceName')}
          label={t('workspaceName')}
          hint={t('workspaceNameHint')}
          size="lg"
          maxLength={limits.workspaceName}
          autoComplete="organization"
          autoFocus
        />
        <TextField
          {...form.field('name')}
          label={t('yourName')}
          hint={t('yourNameHint')}
          size="lg"
          maxLength={limits.personName}
          autoComplete="name"
        />
        <TextField
          {...form.field('email')}
          label={words('email')}
          size="lg"
          type="email"
          inputMode="email"
          maxLength={limits.email}
          autoComplete="username"
        />
        <NewPasswordField {...form.field('password')} />
        <Button type="submit" variant="primary" size="lg" block busy={form.busy}>
          {t('setupAction')}
        </Button>
      </EntryForm>
    </EntryPage>
  );
}
