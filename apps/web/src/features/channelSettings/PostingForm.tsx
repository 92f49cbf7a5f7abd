import type { Channel, Posting, User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useUsers } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { useAct } from './useAct.ts';
import styles from './ChannelSettingsDialog.module.css';

/** What a box to choose people in needs to know. */
export type PickPeople = {
  workspaceId: string;
  label: string;
  picked: readonly User[];
  onChange: (picked: readonly User[]) => void;
  max: number;
  empty: string;
};

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
  const picked = usePicked(channel.workspace, draft.users);
  const isComplete = draft.who !== 'chosen' || draft.users.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const posting = draft.who === 'chosen' ? draft : { ...draft, users: [] };
      await roost.command('channel.update', { channel: channel.id, posting });
      toasts.show({ text: t('saved'), tone: 'ok' });
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <RadioGroup
        label={t('posting')}
        value={draft.who}
        onChange={(who) => setDraft({ ...draft, who })}
        choices={[
          { value: 'everybody', label: t('postingEverybody') },
          { value: 'admins', label: t('postingAdmins'), hint: t('postingAdminsHint') },
          { value: 'chosen', label: t('postingChosen'), hint: t('postingChosenHint') },
        ]}
      />
      {draft.who === 'chosen' &&
        pickPeople({
          workspaceId: channel.workspace,
          label: t('postingPeople'),
          picked,
          onChange: (users) => setDraft({ ...draft, users: users.map(({ id }) => id) }),
          max: limits.idsPerRequest,
          empty: t('postingNobody'),
        })}
      {draft.who !== 'everybody' && (
        <Checkbox
          label={t('postingReplies')}
          checked={draft.replies}
          onChange={(replies) => setDraft({ ...draft, replies })}
        />
      )}
      <Button
        type="submit"
        variant="primary"
        busy={busy}
        disabled={!isComplete || isSame(draft, now)}
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

/** The people as they are known; asks for those that are not. */
function usePicked(workspaceId: string, ids: readonly string[]): readonly User[] {
  const roost = useRoost();
  const known = useUsers(workspaceId);
  const picked = ids.flatMap((id) => known.find((user) => user.id === id) ?? []);
  const isShort = picked.length < ids.length;
  useEffect(() => {
    if (isShort) roost.needUsers(workspaceId, ids);
  }, [roost, workspaceId, isShort, ids]);
  return picked;
}
