import type { User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useChannel } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { PeoplePicker } from './PeoplePicker.tsx';
import { useAddMany } from './useAddMany.tsx';
import styles from './AddPeople.module.css';

type Way = 'pick' | 'many';
export type AddPeopleDialogProps = { workspaceId: string; channelId: string; onClose: () => void };

/** Adds people to a channel, one by one or a whole list. */
export function AddPeopleDialog({ workspaceId, channelId, onClose }: AddPeopleDialogProps) {
  const t = useTranslations('members');
  const words = useTranslations('words');
  const name = useChannel(channelId)?.name ?? '';
  const [way, setWay] = useState<Way>('pick');
  const ways = { pick: useAddPicked(workspaceId, channelId, onClose), many: useAddMany(channelId, onClose) };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('addTitle', { name })}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          {ways[way].action}
        </>
      }
    >
      <Tabs
        label={t('addWay')}
        value={way}
        onChange={setWay}
        className={styles.tabs}
        items={[
          { id: 'pick', label: t('addPick') },
          { id: 'many', label: t('addMany') },
        ]}
      >
        {ways[way].body}
      </Tabs>
    </Dialog>
  );
}

/** Those who are in it are not offered. Many are asked about. */
function useAddPicked(
  workspaceId: string,
  channel: string,
  onClose: () => void,
): { body: ReactNode; action: ReactNode } {
  const t = useTranslations('members');
  const words = useTranslations('words');
  const name = useChannel(channel)?.name ?? '';
  const inside = useInside(channel);
  const [picked, setPicked] = useState<readonly User[]>([]);
  const [asking, setAsking] = useState(false);
  const { add, busy } = useAdd(channel, picked, onClose);
  const isMany = picked.length > limits.manyReached;
  const body = (
    <PeoplePicker
      workspaceId={workspaceId}
      label={t('add')}
      picked={picked}
      onChange={setPicked}
      max={limits.idsPerRequest}
      leaveOut={inside}
      empty={t('addNobody')}
    />
  );
  const action = (
    <>
      <Button
        variant="primary"
        disabled={picked.length === 0}
        busy={busy}
        onClick={() => (isMany ? setAsking(true) : void add())}
      >
        {t('addAction', { count: picked.length })}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void add();
        }}
        title={t('askAdd', { count: picked.length, name })}
        description={t('askAddText')}
        confirmLabel={t('addAction', { count: picked.length })}
        cancelLabel={words('cancel')}
        closeLabel={words('close')}
      />
    </>
  );
  return { body, action };
}

function useAdd(channel: string, picked: readonly User[], onClose: () => void) {
  const t = useTranslations('members');
  const roost = useRoost();
  const toText = useRejectText();
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      await roost.command('channel.invite', { channel, users: picked.map((user) => user.id) });
      toasts.show({ text: t('added', { count: picked.length }), tone: 'ok' });
      onClose();
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
      setBusy(false);
    }
  };
  return { add, busy };
}

/** Those who are in the channel already. Adding one of them again does no harm, so an unfinished answer does none either. */
function useInside(channelId: string): ReadonlySet<string> {
  const roost = useRoost();
  const [inside, setInside] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let left = false;
    const read = async () => {
      const found = new Set<string>();
      let after: string | null = null;
      do {
        const page: { users: readonly User[]; next: string | null } = await roost.query('channel.members', {
          channel: channelId,
          limit: 200,
          ...(after ? { after } : {}),
        });
        for (const user of page.users) found.add(user.id);
        if (left) return;
        setInside(new Set(found));
        after = page.next;
      } while (after);
    };
    read().catch(() => {});
    return () => {
      left = true;
    };
  }, [roost, channelId]);
  return inside;
}
