import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useChannel } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toasts } from '../../ui/toastStore.ts';

/** Leaves a public channel at once, for one can come back with one click; asks first where coming back needs others. */
export function LeaveButton({ channelId, icon }: { channelId: string; icon?: ReactNode }) {
  const t = useTranslations('members');
  const words = useTranslations('words');
  const channel = useChannel(channelId);
  const { leave, busy } = useLeave(channelId);
  const [asking, setAsking] = useState(false);
  const isPrivate = channel?.kind === 'private';
  const name = channel?.name ?? '';
  return (
    <>
      <Button icon={icon} busy={busy} onClick={() => (isPrivate ? setAsking(true) : void leave())}>
        {t('leave')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void leave();
        }}
        title={t('leaveTitle', { name })}
        description={t('leavePrivate')}
        confirmLabel={t('leave')}
        cancelLabel={words('cancel')}
        closeLabel={words('close')}
        danger
      />
    </>
  );
}

function useLeave(channelId: string) {
  const t = useTranslations('members');
  const roost = useRoost();
  const toText = useRejectText();
  const channel = useChannel(channelId);
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) => void toasts.show({ text: toText(error), tone: 'danger' });
  const leave = async () => {
    setBusy(true);
    try {
      await roost.command('channel.leave', { channel: channelId });
      const rejoin = () => void roost.command('channel.join', { channel: channelId }).catch(failed);
      toasts.show({
        text: t('left', { name: channel?.name ?? '' }),
        ...(channel?.kind === 'public' ? { action: { label: t('rejoin'), onAction: rejoin } } : {}),
      });
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };
  return { leave, busy };
}
