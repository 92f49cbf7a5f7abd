import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';
import { TextField } from '../../ui/TextField.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';
import type { FieldWiring } from './useEntryForm.ts';

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

export const emptyAccount: NewAccount = { name: '', email: '', password: '' };

/** What is sent of what was typed. A password is taken as it is. */
export const trimmedAccount = ({ name, email, password }: NewAccount): NewAccount => ({
  name: name.trim(),
  email: email.trim(),
  password,
});

/** The person who gets an account: name, e-mail and a password of their choice. */
export function NewAccountFields({
  form,
  autoFocus,
}: {
  form: { field: (name: keyof NewAccount) => FieldWiring };
  autoFocus?: boolean;
}) {
  const t = useTranslations('entry');
  const words = useTranslations('words');
  return (
    <>
      <TextField
        {...form.field('name')}
        label={t('yourName')}
        hint={t('yourNameHint')}
        size="lg"
        maxLength={limits.personName}
        autoComplete="name"
        autoFocus={autoFocus}
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
    </>
  );
}
