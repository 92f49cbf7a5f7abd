import { useTranslations } from 'use-intl';
import { useWaiting } from '../sync/outbox.ts';
import { useDoors } from '../sync/session.ts';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Signing out wipes this device's copy, so unsent messages are named first. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const waiting = useWaiting();
  const doors = useDoors();
  const [busy, setBusy] = useState(false);
  const confirm = () => {
    setBusy(true);
    void doors.signOut();
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      busy={busy}
      title={t('signOutTitle')}
      description={waiting > 0 ? t('signOutWaiting', { count: waiting }) : undefined}
      confirmLabel={t('signOut')}
      cancelLabel={words('cancel')}
      closeLabel={words('close')}
      danger={waiting > 0}
    />
  );
}
