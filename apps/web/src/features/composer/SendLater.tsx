import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { sendChoices } from '../../message/whenChoices.ts';
import { WhenDialog } from '../../message/WhenDialog.tsx';
import { WhenItems } from '../../message/WhenItems.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { useSchedule, type Later } from './useSchedule.ts';
import styles from './Composer.module.css';

interface SendLaterProps {
  later: Later;
  /** There is nothing to send. */
  disabled: boolean;
}

/** The menu beside Send: when else. */
export function SendLater(props: SendLaterProps) {
  return (
    <LaterWords>
      <Named {...props} />
    </LaterWords>
  );
}

function Named({ later, disabled }: SendLaterProps) {
  const t = useTranslations('drafts');
  const schedule = useSchedule(later);
  const [choices, setChoices] = useState(() => sendChoices(new Date()));
  const [isPicking, setPicking] = useState(false);
  return (
    <>
      <Menu
        label={t('sendLater')}
        placement="top-end"
        onOpenChange={(open) => open && setChoices(sendChoices(new Date()))}
        trigger={
          <IconButton
            className={styles.later}
            label={t('sendLater')}
            icon={<ChevronDown />}
            tooltipPlacement="top"
            aria-disabled={disabled}
          />
        }
      >
        {disabled ? (
          <MenuItem disabled onSelect={() => {}}>
            {t('writeFirst')}
          </MenuItem>
        ) : (
          <WhenItems choices={choices} onPick={schedule} onCustom={() => setPicking(true)} />
        )}
      </Menu>
      {isPicking && (
        <WhenDialog
          title={t('whenTitle')}
          confirmLabel={t('schedule')}
          onPick={schedule}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}
