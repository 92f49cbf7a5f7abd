import { limits } from '@roost/protocol/limits';
import { Hash, Lock } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { isChannelName, normaliseChannelName } from '../../sync/channelNames.ts';
import { useWorkspace } from '../../sync/people.ts';
import { toReject } from '../../sync/reject.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './ChannelBrowser.module.css';

type Kind = 'public' | 'private';

/** Makes a channel and goes there. What is typed is shown as the server will call it, key by key. */
export function CreateChannelDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const t = useTranslations('browser');
  const words = useTranslations('words');
  const formId = useId();
  const [text, setText] = useState('');
  const [topic, setTopic] = useState('');
  const [kind, setKind] = useState<Kind>('public');
  const name = normaliseChannelName(text);
  const { create, error, clear, busy } = useCreate(workspaceId, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void create({ name, kind, topic: topic.trim() });
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
      <form id={formId} className={styles.form} onSubmit={submit}>
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
            clear();
          }}
        />
        <TextField
          label={t('topic')}
          hint={t('topicHint')}
          value={topic}
          maxLength={limits.topic}
          autoComplete="off"
          onChange={(event) => setTopic(event.target.value)}
        />
        <KindChoice workspaceId={workspaceId} kind={kind} onChange={setKind} />
      </form>
    </Dialog>
  );
}

function KindChoice({
  workspaceId,
  kind,
  onChange,
}: {
  workspaceId: string;
  kind: Kind;
  onChange: (kind: Kind) => void;
}) {
  const t = useTranslations('browser');
  const workspace = useWorkspace(workspaceId)?.name ?? '';
  return (
    <RadioGroup
      label={t('kind')}
      value={kind}
      onChange={onChange}
      choices={[
        { value: 'public', label: t('public'), hint: t('publicHint', { workspace }) },
        { value: 'private', label: t('private'), hint: t('privateHint') },
      ]}
    />
  );
}

function useCreate(workspaceId: string, onClose: () => void) {
  const t = useTranslations('browser');
  const roost = useRoost();
  const toText = useRejectText();
  const go = useGo();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const create = async ({ name, kind, topic }: { name: string; kind: Kind; topic: string }) => {
    if (busy) return;
    if (name === '') return setError(t('nameNeeded'));
    if (!isChannelName(name)) return setError(t('nameHint'));
    setBusy(true);
    try {
      const { channel } = await roost.command('channel.create', {
        workspace: workspaceId,
        name,
        kind,
        ...(topic && { topic }),
      });
      onClose();
      go({ at: 'channel', workspace: workspaceId, channel: channel.id });
    } catch (refused) {
      setError(toReject(refused)?.code === 'conflict' ? t('nameTaken') : toText(refused));
      setBusy(false);
    }
  };
  return { create, error, clear: () => setError(undefined), busy };
}
