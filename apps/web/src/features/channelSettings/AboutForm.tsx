import type { Channel } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { normaliseChannelName } from '../../sync/channelNames.ts';
import type { ChannelRights } from '../../sync/channels.ts';
import { toReject } from '../../sync/reject.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { toasts } from '../../ui/toastStore.ts';
import styles from './ChannelSettingsDialog.module.css';

type Said = { name: string; topic: string; description: string };

/** Name, topic and description. */
export function AboutForm({ channel, rights }: { channel: Channel; rights: ChannelRights }) {
  const t = useTranslations('channelSettings');
  const browser = useTranslations('browser');
  const words = useTranslations('words');
  const now: Said = { name: channel.name ?? '', topic: channel.topic, description: channel.description ?? '' };
  const [draft, setDraft] = useState(now);
  const next = {
    name: normaliseChannelName(draft.name),
    topic: draft.topic.trim(),
    description: draft.description.trim(),
  };
  const changes = changesOf(now, next);
  const changed = Object.keys(changes).length > 0;
  const { save, error, clear, busy } = useChannelUpdate(channel.id);
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
        disabled={!rights.rename}
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
        disabled={!rights.setTopic}
        maxLength={limits.topic}
        onChange={(event) => setDraft({ ...draft, topic: event.target.value })}
      />
      <TextArea
        label={t('description')}
        hint={t('descriptionHint')}
        value={draft.description}
        disabled={!rights.setTopic}
        rows={3}
        maxLength={limits.description}
        onChange={(event) => setDraft({ ...draft, description: event.target.value })}
      />
      <Button type="submit" variant="primary" busy={busy} disabled={!changed} className={styles.save}>
        {words('save')}
      </Button>
    </form>
  );
}

function changesOf(now: Said, next: Said): Partial<Said> {
  const changed = (['name', 'topic', 'description'] as const).filter((field) => next[field] !== now[field]);
  return Object.fromEntries(changed.map((field) => [field, next[field]]));
}

function useChannelUpdate(channelId: string) {
  const t = useTranslations('channelSettings');
  const browser = useTranslations('browser');
  const roost = useRoost();
  const toText = useRejectText();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (changes: Partial<Said>, done: () => void) => {
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
