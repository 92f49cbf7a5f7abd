import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { sendChoices } from '../../message/whenChoices.ts';
import { WhenDialog } from '../../message/WhenDialog.tsx';
import { WhenItems } from '../../message/WhenItems.tsx';
import { MenuItem } from '../../ui/Menu.tsx';

interface SendLaterItemsProps {
  /** There is nothing to send. */
  disabled: boolean;
  onPick: (at: Date) => void;
  onCustom: () => void;
}

/** What the menu offers. */
export function SendLaterItems({ disabled, ...acts }: SendLaterItemsProps) {
  const t = useTranslations('composer');
  const [choices] = useState(() => sendChoices(new Date()));
  if (disabled)
    return (
      <MenuItem disabled onSelect={() => {}}>
        {t('writeFirst')}
      </MenuItem>
    );
  return (
    <LaterWords>
      <WhenItems choices={choices} {...acts} />
    </LaterWords>
  );
}

/** One's own choice. */
export function SendLaterDialog(props: { onPick: (at: Date) => void; onClose: () => void }) {
  return (
    <LaterWords>
      <Named {...props} />
    </LaterWords>
  );
}

function Named(props: { onPick: (at: Date) => void; onClose: () => void }) {
  const t = useTranslations('drafts');
  return <WhenDialog title={t('whenTitle')} confirmLabel={t('schedule')} {...props} />;
}
