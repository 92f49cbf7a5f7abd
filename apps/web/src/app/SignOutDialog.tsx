import { useTranslations } from 'use-intl';
import { useUnsyncedDrafts } from '../sync/drafts.ts';
import { useUnsent } from '../sync/outbox.ts';
import { useCore } from '../sync/roost.ts';
import { useDoors } from '../sync/session.ts';
import { useEffect, useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Signing out wipes this device's copy, so what would be lost is named first. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const unsent = useUnsent();
  const drafts = useUnsyncedDrafts();
  const lost =
    unsent > 0
      ? t('signOutMessages', { count: unsent })
      : drafts > 0
        ? t('signOutDrafts', { count: drafts })
        : undefined;
  const { roost, drafts: book } = useCore();
  // A deletion that one could still take back would be forgotten with everything else, and a text that waits for the next key.
  useEffect(() => {
    roost.release();
    book.flush();
  }, [roost, book]);
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
      description={lost}
      confirmLabel={t('signOut')}
      cancelLabel={words('cancel')}
      closeLabel={words('close')}
      danger={lost !== undefined}
    />
  );
}
