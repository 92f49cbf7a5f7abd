import { limits } from '@roost/protocol/limits';
import { Lock } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { isChannelName, normaliseChannelName } from '../../sync/channelNames.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Directs.module.css';

type History = 'with' | 'without';

interface ConvertDirectDialogProps {
  workspaceId: string;
  channelId: string;
  onClose: () => void;
}

/** Makes a private channel of a group's conversation. What becomes of what was written is to be chosen: nothing is taken for granted. */
export function ConvertDirectDialog({ workspaceId, channelId, onClose }: ConvertDirectDialogProps) {
  const t = useTranslations('directs');
  const browser = useTranslations('browser');
  const words = useTranslations('words');
  const formId = useId();
  const [text, setText] = useState('');
  const [history, setHistory] = useState<History>();
  const name = normaliseChannelName(text);
  const { convert, error, clear, busy } = useConverting(workspaceId, channelId, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (history) void convert(name, history === 'with');
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
        <TextField
          label={t('name')}
          icon={<Lock />}
          value={text}
          error={error}
          hint={name !== '' && name !== text ? browser('nameBecomes', { name }) : browser('nameHint')}
          maxLength={limits.channelName}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => {
            setText(event.target.value);
            clear();
          }}
        />
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

/** The server decides whether the name is free, so this waits for the answer. */
function useConverting(workspaceId: string, channelId: string, onClose: () => void) {
  const t = useTranslations('browser');
  const roost = useRoost();
  const toText = useRejectText();
  const go = useGo();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const convert = async (name: string, history: boolean) => {
    if (busy) return;
    if (name === '') return setError(t('nameNeeded'));
    if (!isChannelName(name)) return setError(t('nameHint'));
    setBusy(true);
    try {
      const { channel } = await roost.command('direct.convert', { channel: channelId, name, history });
      onClose();
      go({ at: 'channel', workspace: workspaceId, channel: channel.id });
    } catch (refused) {
      setError(toText(refused));
      setBusy(false);
    }
  };
  return { convert, error, clear: () => setError(undefined), busy };
}
