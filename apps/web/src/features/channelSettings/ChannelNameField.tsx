import { limits } from '@roost/protocol/limits';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { TextField } from '../../ui/TextField.tsx';
import type { NewName } from './useNewChannel.ts';

/** Where one types what a new channel is called. */
export function ChannelNameField({ newName, icon, label }: { newName: NewName; icon: ReactNode; label: string }) {
  const t = useTranslations('browser');
  const { text, name, error, type } = newName;
  return (
    <TextField
      label={label}
      placeholder={t('namePlaceholder')}
      icon={icon}
      value={text}
      error={error}
      hint={name !== '' && name !== text ? t('nameBecomes', { name }) : t('nameHint')}
      maxLength={limits.channelName}
      autoComplete="off"
      spellCheck={false}
      data-autofocus
      onChange={({ target }) => type(target.value)}
    />
  );
}
