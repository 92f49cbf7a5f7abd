import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';
import type { NewAccount } from './NewAccountFields.tsx';

const emailShape = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** The checks of the forms, each answering with its complaint or nothing. The server has the last word. */
export function useEntryChecks() {
  const t = useTranslations('entry');
  const email = (value: string) => (emailShape.test(value.trim()) ? undefined : t('emailNeeded'));
  return {
    email,
    workspaceName: (value: string) => (value.trim() === '' ? t('workspaceNeeded') : undefined),
    password: (value: string) => (value === '' ? t('passwordNeeded') : undefined),
    newAccount: (typed: NewAccount) => ({
      name: typed.name.trim() === '' ? t('nameNeeded') : undefined,
      email: email(typed.email),
      password:
        typed.password.length < limits.passwordMin ? t('passwordShort', { min: limits.passwordMin }) : undefined,
    }),
  };
}
