import { CalendarClock, Clock } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { MenuItem } from '../ui/Menu.tsx';
import type { When } from './whenChoices.ts';

/** The moments of a menu, and one's own choice. */
export function WhenItems({
  choices,
  onPick,
  onCustom,
}: {
  choices: readonly When[];
  onPick: (at: Date) => void;
  onCustom: () => void;
}) {
  const t = useTranslations('when');
  const format = useFormatter();
  return (
    <>
      {choices.map(({ name, at }) => (
        <MenuItem key={name} icon={<Clock />} onSelect={() => onPick(at)}>
          {t(name, { time: format.dateTime(at, { hour: 'numeric', minute: '2-digit' }) })}
        </MenuItem>
      ))}
      <MenuItem icon={<CalendarClock />} onSelect={onCustom}>
        {t('custom')}
      </MenuItem>
    </>
  );
}
