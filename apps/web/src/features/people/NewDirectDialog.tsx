import type { User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { PeoplePicker } from './PeoplePicker.tsx';

/** Chooses up to fifteen people and opens the conversation with them. */
export function NewDirectDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const t = useTranslations('people');
  const words = useTranslations('words');
  const roost = useRoost();
  const toText = useRejectText();
  const go = useGo();
  const [picked, setPicked] = useState<readonly User[]>([]);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      const { channel } = await roost.command('direct.open', {
        workspace: workspaceId,
        users: picked.map((user) => user.id),
      });
      onClose();
      go({ at: 'channel', workspace: workspaceId, channel: channel.id });
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('directTitle')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button variant="primary" disabled={picked.length === 0} busy={busy} onClick={() => void open()}>
            {t('directAction')}
          </Button>
        </>
      }
    >
      <PeoplePicker
        workspaceId={workspaceId}
        label={t('directFind')}
        picked={picked}
        onChange={setPicked}
        max={limits.directUsers}
        empty={t('none')}
      />
    </Dialog>
  );
}
