import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useDoors } from '../../sync/session.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useEntryChecks } from './entryChecks.ts';
import { EntryForm, EntryPage } from './EntryPage.tsx';
import { emptyAccount, NewAccountFields, trimmedAccount } from './NewAccountFields.tsx';
import { useEntryForm } from './useEntryForm.ts';

/** The first page of an empty server: makes the workspace and its owner. */
export function SetupPage() {
  const t = useTranslations('entry');
  const check = useEntryChecks();
  const doors = useDoors();
  const form = useEntryForm({
    fields: { workspaceName: '', ...emptyAccount },
    check: (values) => ({ workspaceName: check.workspaceName(values.workspaceName), ...check.newAccount(values) }),
    send: (values) => doors.setUp({ workspaceName: values.workspaceName.trim(), ...trimmedAccount(values) }),
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
        <NewAccountFields form={form} />
        <Button type="submit" variant="primary" size="lg" block busy={form.busy}>
          {t('setupAction')}
        </Button>
      </EntryForm>
    </EntryPage>
  );
}
