import { useCallback, useDeferredValue, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRoost } from '../../sync/roost.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { FetchedList } from './FetchedList.tsx';
import { useFetched } from './useFetched.ts';
import styles from './Settings.module.css';

/** The channels that a guest is let into. */
export function GuestChannels({
  workspaceId,
  chosen,
  onChange,
}: {
  workspaceId: string;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const [channels, reload] = useFetched(
    useCallback(
      () =>
        roost.query('channel.list', { workspace: workspaceId, limit: 200, ...(wanted !== '' && { search: wanted }) }),
      [roost, workspaceId, wanted],
    ),
  );
  return (
    <fieldset className={styles.guest}>
      <legend className={styles.legend}>{t('guestChannels')}</legend>
      <p className={styles.quiet}>{t('guestHint')}</p>
      <SearchField
        label={t('findChannels')}
        placeholder={t('findChannels')}
        clearLabel={words('clear')}
        value={search}
        onChange={setSearch}
      />
      <FetchedList fetched={channels} onRetry={reload}>
        {(page) => (
          <div className={styles.choices}>
            {page.channels.length === 0 && <p className={styles.quiet}>{t('noChannels')}</p>}
            {page.channels.map(({ channel: { id, name } }) => (
              <Checkbox
                key={id}
                label={`#${name ?? ''}`}
                checked={chosen.includes(id)}
                onChange={(isOn) => onChange(isOn ? [...chosen, id] : chosen.filter((one) => one !== id))}
              />
            ))}
          </div>
        )}
      </FetchedList>
      <p className={styles.quiet} role="status">
        {chosen.length === 0 && t('chooseChannels')}
      </p>
    </fieldset>
  );
}
