import type { Channel, Posting } from '@roost/protocol/entities';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { isComplete, PostingFields, toSend, type PickPeople } from './PostingFields.tsx';
import { useAct } from './useAct.ts';
import styles from './ChannelSettingsDialog.module.css';

type PostingFormProps = { channel: Channel; pickPeople: (props: PickPeople) => ReactNode };

const usual: Posting = { who: 'everybody', users: [], replies: true };

/** Who writes in the channel, and whether the others may reply. */
export function PostingForm({ channel, pickPeople }: PostingFormProps) {
  const t = useTranslations('channelSettings');
  const words = useTranslations('words');
  const roost = useRoost();
  const { busy, run } = useAct();
  const now = channel.posting ?? usual;
  const [draft, setDraft] = useState(now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await roost.command('channel.update', { channel: channel.id, posting: toSend(draft) });
      toasts.show({ text: t('saved'), tone: 'ok' });
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <PostingFields workspaceId={channel.workspace} posting={draft} onChange={setDraft} pickPeople={pickPeople} />
      <Button
        type="submit"
        variant="primary"
        busy={busy}
        disabled={!isComplete(draft) || isSame(draft, now)}
        className={styles.save}
      >
        {words('save')}
      </Button>
    </form>
  );
}

function isSame(one: Posting, other: Posting): boolean {
  if (one.who !== other.who) return false;
  if (one.who === 'everybody') return true;
  const people = ({ who, users }: Posting) => (who === 'chosen' ? [...users].sort().join() : '');
  return one.replies === other.replies && people(one) === people(other);
}
