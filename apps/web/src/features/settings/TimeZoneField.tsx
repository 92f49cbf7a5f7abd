import { limits } from '@roost/protocol/limits';
import { useId, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { TextField } from '../../ui/TextField.tsx';

type TimeZoneFieldProps = { value: string; onChange: (event: { target: { value: string } }) => void };

/** A name to type, with all that there are to choose from. */
export function TimeZoneField(props: TimeZoneFieldProps) {
  const t = useTranslations('settings');
  const listId = useId();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <TextField
        label={t('timeZone')}
        hint={t('timeZoneHint')}
        placeholder={own}
        list={listId}
        maxLength={limits.timeZone}
        autoComplete="off"
        spellCheck={false}
        {...props}
      />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
