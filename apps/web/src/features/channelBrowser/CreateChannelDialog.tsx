import { limits } from '@roost/protocol/limits';
import { Hash, Lock } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { normaliseChannelName } from '../../sync/channelNames.ts';
import { useWorkspace } from '../../sync/people.ts';
import { toReject } from '../../sync/reject.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './ChannelBrowser.module.css';

/** Makes a channel and goes there. What is typed is shown as the server will call it, key by key. */
export function CreateChannelDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const t = useTranslations('browser');
  const words = useTranslations('words');
  const workspace = useWorkspace(workspaceId);
  const roost = useRoost();
  const toText = useRejectText();
  const go = useGo();
  const formId = useId();
  const [text, setText] = useState('');
  const [topic, setTopic] = useState('');
  const [kind, setKind] = useState<'public' | 'private'>('public');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const name = normaliseChannelName(text);

  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name === '') return setError(t('nameNeeded'));
    setBusy(true);
    try {
      const { channel } = await roost.command('channel.create', { workspace: workspaceId, name, kind, ...(topic.trim() ? { topic: topic.trim() } : {}) });
      onClose();
      go({ at: 'channel', workspace: workspaceId, channel: channel.id });
    } catch (refused) {
      setError(toReject(refused)?.code === 'conflict' ? t('nameTaken') : toText(refused));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('createTitle')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {t('createAction')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void create(event)}>
        <TextField
          label={t('name')}
          placeholder={t('namePlaceholder')}
          icon={kind === 'private' ? <Lock /> : <Hash />}
          value={text}
          error={error}
          hint={name !== '' && name !== text ? t('nameBecomes', { name }) : t('nameHint')}
          maxLength={limits.channelName}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => {
            setText(event.target.value);
            setError(undefined);
          }}
        />
        <TextField label={t('topic')} hint={t('topicHint')} value={topic} maxLength={limits.topic} autoComplete="off" onChange={(event) => setTopic(event.target.value)} />
        <RadioGroup
          label={t('kind')}
          value={kind}
          onChange={setKind}
          choices={[
            { value: 'public', label: t('public'), hint: t('publicHint', { workspace: workspace?.name ?? '' }) },
            { value: 'private', label: t('private'), hint: t('privateHint') },
          ]}
        />
      </form>
    </Dialog>
  );
}
