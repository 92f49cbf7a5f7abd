import type { Posting, User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useEffect, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useUsers } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';

/** What a box to choose people in needs to know. */
export type PickPeople = {
  workspaceId: string;
  label: string;
  picked: readonly User[];
  onChange: (picked: readonly User[]) => void;
  max: number;
  empty: string;
};

export type PostingFieldsProps = {
  workspaceId: string;
  posting: Posting;
  onChange: (posting: Posting) => void;
  pickPeople: (props: PickPeople) => ReactNode;
  /** The channel is being made, for announcements: that everybody writes is not offered, and its admin is whoever makes it. */
  isNew?: boolean;
};

/** Who writes in a channel, and whether the others may reply. */
export function PostingFields({ workspaceId, posting, onChange, pickPeople, isNew = false }: PostingFieldsProps) {
  const t = useTranslations('channelSettings');
  const picked = usePicked(workspaceId, posting.users);
  const everybody = { value: 'everybody', label: t('postingEverybody') } as const;
  return (
    <>
      <RadioGroup<Posting['who']>
        label={t('posting')}
        value={posting.who}
        onChange={(who) => onChange({ ...posting, who })}
        choices={[
          ...(isNew ? [] : [everybody]),
          {
            value: 'admins',
            label: t('postingAdmins'),
            hint: t(isNew ? 'postingAdminsNew' : 'postingAdminsHint'),
          },
          { value: 'chosen', label: t('postingChosen'), hint: t('postingChosenHint') },
        ]}
      />
      {posting.who === 'chosen' &&
        pickPeople({
          workspaceId,
          label: t('postingPeople'),
          picked,
          onChange: (users) => onChange({ ...posting, users: users.map(({ id }) => id) }),
          max: limits.idsPerRequest,
          empty: t('postingNobody'),
        })}
      {posting.who !== 'everybody' && (
        <Checkbox
          label={t('postingReplies')}
          checked={posting.replies}
          onChange={(replies) => onChange({ ...posting, replies })}
        />
      )}
    </>
  );
}

/** Whether it says who writes. */
export function isComplete({ who, users }: Posting): boolean {
  return who !== 'chosen' || users.length > 0;
}

/** As the server takes it: people are named only where they are chosen. */
export function toSend(posting: Posting): Posting {
  return posting.who === 'chosen' ? posting : { ...posting, users: [] };
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
