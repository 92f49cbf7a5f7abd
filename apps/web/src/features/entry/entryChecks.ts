import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';

const emailShape = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** The checks of the forms, each answering with its complaint or nothing. The server has the last word. */
export function useEntryChecks() {
  const t = useTranslations('entry');
  return {
    name: (value: string) => (value.trim() === '' ? t('nameNeeded') : undefined),
    workspaceName: (value: string) => (value.trim() === '' ? t('workspaceNeeded') : undefined),
    email: (value: string) => (emailShape.test(value.trim()) ? undefined : t('emailNeeded')),
    newPassword: (value: string) =>
      value.length < limits.passwordMin ? t('passwordShort', { min: limits.passwordMin }) : undefined,
    password: (value: string) => (value === '' ? t('passwordNeeded') : undefined),
  };
}
