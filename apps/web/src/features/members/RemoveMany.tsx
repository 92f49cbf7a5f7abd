import type { User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useChannel, useChannelRights } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toasts } from '../../ui/toastStore.ts';
import styles from './MembersPane.module.css';

/** Which members are chosen; null while one does not choose. */
export type Choice = {
  chosen: ReadonlySet<string> | null;
  toggleChoosing: () => void;
  choose: (ids: readonly string[], chosen: boolean) => void;
};

/** Begins anew in another channel. */
export function useChoice(channelId: string): Choice {
  const [state, setState] = useState<{ channel: string; chosen: ReadonlySet<string> | null }>({
    channel: channelId,
    chosen: null,
  });
  const chosen = state.channel === channelId ? state.chosen : null;
  const set = (next: ReadonlySet<string> | null) => setState({ channel: channelId, chosen: next });
  return {
    chosen,
    toggleChoosing: () => set(chosen ? null : new Set()),
    choose: (ids, isChosen) => {
      const others = [...(chosen ?? [])].filter((id) => !ids.includes(id));
      set(new Set(isChosen ? [...others, ...ids] : others));
    },
  };
}

/** The members with boxes to tick. */
export function ChoosableList({ users, choice }: { users: readonly User[]; choice: Choice }) {
  const t = useTranslations('members');
  const { chosen, choose } = choice;
  const ticked = users.filter(({ id }) => chosen?.has(id)).length;
  const all = users.map(({ id }) => id);
  return (
    <ul className={styles.list}>
      <li className={styles.choice}>
        <Checkbox
          label={t('selectAll')}
          checked={ticked === 0 ? false : ticked === users.length ? true : 'mixed'}
          onChange={(isChosen) => choose(all, isChosen)}
        />
      </li>
      {users.map(({ id, name }) => (
        <li key={id} className={styles.choice}>
          <Checkbox
            label={
              <span className={styles.choiceName}>
                <Avatar id={id} name={name} size={24} />
                {name}
              </span>
            }
            aria-label={t('selectOne', { name })}
            checked={chosen?.has(id) === true}
            onChange={(isChosen) => choose([id], isChosen)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Takes those who are chosen out in one step. Many are asked about, few can be had back. */
export function RemoveMany({ channelId, choice }: { channelId: string; choice: Choice }) {
  const t = useTranslations('members');
  const words = useTranslations('words');
  const name = useChannel(channelId)?.name ?? '';
  const users = [...(choice.chosen ?? [])];
  const [asking, setAsking] = useState(false);
  const { remove, busy } = useRemove(channelId, choice);
  useEffect(() => focusChoosing, []);
  const count = users.length;
  return (
    <div className={styles.bar}>
      <Button onClick={choice.toggleChoosing}>{t('selectEnd')}</Button>
      <Button
        variant="danger"
        disabled={count === 0}
        busy={busy}
        onClick={() => (count > limits.manyReached ? setAsking(true) : void remove(users))}
      >
        {t('removeMany', { count })}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void remove(users);
        }}
        title={t('askRemove', { count, name })}
        description={t('askRemoveText')}
        confirmLabel={t('removeMany', { count })}
        cancelLabel={words('cancel')}
        closeLabel={words('close')}
        danger
      />
    </div>
  );
}

/** The bar goes with the button that had the focus: the keyboard goes on at the one that begins to choose. */
function focusChoosing(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('[data-choosing]')?.focus({ preventScroll: true });
}

function useRemove(channel: string, choice: Choice) {
  const t = useTranslations('members');
  const roost = useRoost();
  const toText = useRejectText();
  const canAdd = useChannelRights(channel).invite;
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) => void toasts.show({ text: toText(error), tone: 'danger' });
  const remove = async (users: string[]) => {
    setBusy(true);
    try {
      await roost.command('channel.remove', { channel, users });
      choice.toggleChoosing();
      const onAction = () => void roost.command('channel.invite', { channel, users }).catch(failed);
      const undo = canAdd ? { action: { label: t('undo'), onAction } } : {};
      toasts.show({ text: t('removedMany', { count: users.length }), tone: 'ok', ...undo });
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };
  return { remove, busy };
}
