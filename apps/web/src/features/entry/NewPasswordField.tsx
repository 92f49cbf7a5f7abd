import { limits } from '@roost/protocol/limits';
import { useTranslations } from 'use-intl';
import { TextField, type TextFieldProps } from '../../ui/TextField.tsx';

/** A password to be chosen: says at every key how many characters are missing. */
export function NewPasswordField({ value, ...rest }: Omit<TextFieldProps, 'label' | 'value'> & { value: string }) {
  const t = useTranslations('words');
  const left = Math.max(0, limits.passwordMin - value.length);
  const hint = value === '' ? t('passwordRule', { min: limits.passwordMin }) : t('passwordHint', { left });
  return (
    <TextField
      {...rest}
      value={value}
      label={t('password')}
      hint={hint}
      type="password"
      size="lg"
      autoComplete="new-password"
      maxLength={limits.passwordMax}
      revealLabels={{ show: t('showPassword'), hide: t('hidePassword') }}
    />
  );
}
