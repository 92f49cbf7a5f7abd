import type { Posting } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { Hash, Lock, Megaphone } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useWorkspace } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { ChannelNameField } from './ChannelNameField.tsx';
import { isComplete, PostingFields, toSend, type PickPeople } from './PostingFields.tsx';
import { useNewChannel } from './useNewChannel.ts';
import styles from './ChannelSettingsDialog.module.css';

type Kind = 'public' | 'private' | 'news';
/** What becomes of it: who writes, and who finds it, is asked of a channel of announcements alone. */
type Draft = { kind: Kind; topic: string; posting: Posting; hidden: boolean };

const first: Draft = {
  kind: 'public',
  topic: '',
  posting: { who: 'admins', users: [], replies: true },
  hidden: false,
};

export type CreateChannelDialogProps = {
  workspaceId: string;
  onClose: () => void;
  /** A box to choose people in. */
  pickPeople: (props: PickPeople) => ReactNode;
};

/** Makes a channel and goes there. What is typed is shown as the server will call it, key by key. */
export function CreateChannelDialog({ workspaceId, onClose, pickPeople }: CreateChannelDialogProps) {
  const t = useTranslations('browser');
  const words = useTranslations('words');
  const formId = useId();
  const roost = useRoost();
  const [draft, setDraft] = useState(first);
  const { newName, make, busy } = useNewChannel(onClose);
  const isReady = draft.kind !== 'news' || isComplete(draft.posting);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void make((name) => roost.command('channel.create', { workspace: workspaceId, name, ...said(draft) }));
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
          <Button type="submit" form={formId} variant="primary" busy={busy} disabled={!isReady}>
            {t('createAction')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit}>
        <ChannelNameField newName={newName} icon={icons[draft.kind]} label={t('name')} />
        <TextField
          label={t('topic')}
          hint={t('topicHint')}
          value={draft.topic}
          maxLength={limits.topic}
          autoComplete="off"
          onChange={({ target }) => setDraft({ ...draft, topic: target.value })}
        />
        <KindChoice workspaceId={workspaceId} kind={draft.kind} onChange={(kind) => setDraft({ ...draft, kind })} />
        {draft.kind === 'news' && (
          <NewsFields workspaceId={workspaceId} draft={draft} onChange={setDraft} pickPeople={pickPeople} />
        )}
      </form>
    </Dialog>
  );
}

const icons = { public: <Hash />, private: <Lock />, news: <Megaphone /> };

function said({ kind, topic, posting, hidden }: Draft) {
  const isPrivate = kind === 'private' || (kind === 'news' && hidden);
  return {
    kind: isPrivate ? ('private' as const) : ('public' as const),
    ...(topic.trim() && { topic: topic.trim() }),
    ...(kind === 'news' && { posting: toSend(posting) }),
  };
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
        { value: 'news', label: t('news'), hint: t('newsHint') },
      ]}
    />
  );
}

function NewsFields({
  workspaceId,
  draft,
  onChange,
  pickPeople,
}: {
  workspaceId: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  pickPeople: (props: PickPeople) => ReactNode;
}) {
  const t = useTranslations('browser');
  return (
    <>
      <PostingFields
        workspaceId={workspaceId}
        posting={draft.posting}
        onChange={(posting) => onChange({ ...draft, posting })}
        pickPeople={pickPeople}
        isNew
      />
      <Checkbox
        label={t('newsHidden')}
        hint={t('privateHint')}
        checked={draft.hidden}
        onChange={(hidden) => onChange({ ...draft, hidden })}
      />
    </>
  );
}
