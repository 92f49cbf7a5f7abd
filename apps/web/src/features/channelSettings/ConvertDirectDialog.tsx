import { Lock } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { ChannelNameField } from './ChannelNameField.tsx';
import { useNewChannel } from './useNewChannel.ts';
import styles from './ChannelSettingsDialog.module.css';

type History = 'with' | 'without';

/** Makes a private channel of a group's conversation. What becomes of what was written is to be chosen: nothing is taken for granted. */
export function ConvertDirectDialog({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const t = useTranslations('directs');
  const words = useTranslations('words');
  const formId = useId();
  const roost = useRoost();
  const [history, setHistory] = useState<History>();
  const { newName, make, busy } = useNewChannel(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!history) return;
    void make((name) => roost.command('direct.convert', { channel: channelId, name, history: history === 'with' }));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('convertTitle')}
      description={t('convertText')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} disabled={!history}>
            {t('make')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit}>
        <ChannelNameField newName={newName} icon={<Lock />} label={t('name')} />
        <RadioGroup<History>
          label={t('what')}
          value={history}
          onChange={setHistory}
          choices={[
            { value: 'with', label: t('withHistory'), hint: t('withHistoryHint') },
            { value: 'without', label: t('withoutHistory'), hint: t('withoutHistoryHint') },
          ]}
        />
      </form>
    </Dialog>
  );
}
