import type { User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useChannel } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { PeoplePicker } from './PeoplePicker.tsx';

/** Adds people to a channel; those who are in it are not offered. */
export function AddPeopleDialog({
  workspaceId,
  channelId,
  onClose,
}: {
  workspaceId: string;
  channelId: string;
  onClose: () => void;
}) {
  const t = useTranslations('members');
  const words = useTranslations('words');
  const roost = useRoost();
  const toText = useRejectText();
  const channel = useChannel(channelId);
  const inside = useInside(channelId);
  const [picked, setPicked] = useState<readonly User[]>([]);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      await roost.command('channel.invite', { channel: channelId, users: picked.map((user) => user.id) });
      toasts.show({ text: t('added', { count: picked.length }), tone: 'ok' });
      onClose();
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('addTitle', { name: channel?.name ?? '' })}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button variant="primary" disabled={picked.length === 0} busy={busy} onClick={() => void add()}>
            {t('addAction', { count: picked.length })}
          </Button>
        </>
      }
    >
      <PeoplePicker
        workspaceId={workspaceId}
        label={t('add')}
        picked={picked}
        onChange={setPicked}
        max={limits.idsPerRequest}
        leaveOut={inside}
        empty={t('addNobody')}
      />
    </Dialog>
  );
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
