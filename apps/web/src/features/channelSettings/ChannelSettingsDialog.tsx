import { limits } from '@roost/protocol/limits';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { normaliseChannelName } from '../../sync/channelNames.ts';
import { useChannel, useChannelRights } from '../../sync/channels.ts';
import { toReject } from '../../sync/reject.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Panel } from '../../ui/Pane.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { toasts } from '../../ui/toastStore.ts';
import styles from './ChannelSettingsDialog.module.css';

export type ChannelSettingsDialogProps = { channelId: string; onClose: () => void };

/** Name, topic and the channel's end, each as far as one may change it. */
export function ChannelSettingsDialog({ channelId, onClose }: ChannelSettingsDialogProps) {
  const t = useTranslations('channelSettings');
  const words = useTranslations('words');
  const channel = useChannel(channelId);
  const rights = useChannelRights(channelId);
  if (!channel) return null;
  return (
    <Dialog open onClose={onClose} title={t('title', { name: channel.name ?? '' })} closeLabel={words('close')}>
      <div className={styles.body}>
        {!channel.archivedAt && (
          <NameAndTopic
            channelId={channelId}
            name={channel.name ?? ''}
            topic={channel.topic}
            canRename={rights.rename}
          />
        )}
        {rights.archive && <DangerZone channelId={channelId} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

type NameAndTopicProps = { channelId: string; name: string; topic: string; canRename: boolean };

function NameAndTopic({ channelId, name, topic, canRename }: NameAndTopicProps) {
  const t = useTranslations('channelSettings');
  const browser = useTranslations('browser');
  const words = useTranslations('words');
  const [draft, setDraft] = useState({ name, topic });
  const next = { name: normaliseChannelName(draft.name), topic: draft.topic.trim() };
  const changes = {
    ...(next.name !== name && { name: next.name }),
    ...(next.topic !== topic && { topic: next.topic }),
  };
  const changed = Object.keys(changes).length > 0;
  const { save, error, clear, busy } = useChannelUpdate(channelId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed) void save(changes, () => setDraft(next));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        label={t('name')}
        value={draft.name}
        error={error}
        hint={next.name !== draft.name && next.name !== '' ? browser('nameBecomes', { name: next.name }) : undefined}
        disabled={!canRename}
        maxLength={limits.channelName}
        spellCheck={false}
        onChange={(event) => {
          clear();
          setDraft({ ...draft, name: event.target.value });
        }}
      />
      <TextArea
        label={t('topic')}
        hint={t('topicHint')}
        value={draft.topic}
        maxLength={limits.topic}
        onChange={(event) => setDraft({ ...draft, topic: event.target.value })}
      />
      <Button type="submit" variant="primary" busy={busy} disabled={!changed} className={styles.save}>
        {words('save')}
      </Button>
    </form>
  );
}

function useChannelUpdate(channelId: string) {
  const t = useTranslations('channelSettings');
  const browser = useTranslations('browser');
  const roost = useRoost();
  const toText = useRejectText();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (changes: { name?: string; topic?: string }, done: () => void) => {
    if (busy) return;
    if (changes.name === '') return setError(browser('nameNeeded'));
    setBusy(true);
    try {
      await roost.command('channel.update', { channel: channelId, ...changes });
      toasts.show({ text: t('saved'), tone: 'ok' });
      done();
    } catch (refused) {
      setError(toReject(refused)?.code === 'conflict' ? browser('nameTaken') : toText(refused));
    } finally {
      setBusy(false);
    }
  };
  return { save, error, clear: () => setError(undefined), busy };
}

function DangerZone({ channelId, onClose }: ChannelSettingsDialogProps) {
  const t = useTranslations('channelSettings');
  const words = useTranslations('words');
  const roost = useRoost();
  const toText = useRejectText();
  const channel = useChannel(channelId);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const isArchived = Boolean(channel?.archivedAt);
  const name = channel?.name ?? '';
  const act = async () => {
    setBusy(true);
    try {
      await roost.command(isArchived ? 'channel.unarchive' : 'channel.archive', { channel: channelId });
      toasts.show({ text: t(isArchived ? 'unarchived' : 'archived', { name }), tone: 'ok' });
      onClose();
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
      setBusy(false);
    }
    setAsking(false);
  };
  if (isArchived) {
    return (
      <Button busy={busy} onClick={() => void act()}>
        {t('unarchive')}
      </Button>
    );
  }
  return (
    <Panel title={t('danger')} className={styles.danger}>
      <p>{t('archiveHint')}</p>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('archive')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void act()}
        busy={busy}
        title={t('archiveTitle', { name })}
        description={t('archiveText')}
        confirmLabel={t('archive')}
        cancelLabel={words('cancel')}
        closeLabel={words('close')}
        danger
      />
    </Panel>
  );
}
