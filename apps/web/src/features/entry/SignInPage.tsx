import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';
import { useDoors } from '../../sync/session.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useEntryChecks } from './entryChecks.ts';
import { EntryForm, EntryPage } from './EntryPage.tsx';
import { useEntryForm } from './useEntryForm.ts';

/** E-mail and password. Which of the two was wrong is never said. */
export function SignInPage() {
  const t = useTranslations('entry');
  return (
    <EntryPage
      title={t('signInTitle')}
      lead={t('signInLead')}
      foot={
        <>
          <p>{t('signInHelp')}</p>
          <p>{t('forgotHelp')}</p>
        </>
      }
    >
      <SignInForm />
    </EntryPage>
  );
}

/** The form alone, for the page and for the dialog over an interface whose session ended. */
export function SignInForm({ email = '' }: { email?: string }) {
  const t = useTranslations('entry');
  const words = useTranslations('words');
  const check = useEntryChecks();
  const doors = useDoors();
  const form = useEntryForm({
    fields: { email, password: '' },
    check: (values) => ({ email: check.email(values.email), password: check.password(values.password) }),
    send: (values) => doors.signIn({ email: values.email.trim(), password: values.password }),
    explain: (reject) => (reject.code === 'wrong_credentials' ? t('wrongCredentials') : null),
  });
  return (
    <EntryForm onSubmit={form.submit} problem={form.problem} invalid={form.invalid}>
      <TextField
        {...form.field('email')}
        label={words('email')}
        size="lg"
        type="email"
        inputMode="email"
        maxLength={limits.email}
        autoComplete="username"
        autoFocus={email === ''}
      />
      <TextField
        {...form.field('password')}
        label={words('password')}
        size="lg"
        type="password"
        autoComplete="current-password"
        maxLength={limits.passwordMax}
        autoFocus={email !== ''}
        revealLabels={{ show: words('showPassword'), hide: words('hidePassword') }}
      />
      <Button type="submit" variant="primary" size="lg" block busy={form.busy}>
        {t('signInAction')}
      </Button>
    </EntryForm>
  );
}
