import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useUser, useWorkspace } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toasts } from '../../ui/toastStore.ts';

export type PersonDialogProps = { workspaceId: string; userId: string; onClose: () => void };

/** Says what happens to somebody who is taken out of the workspace, and does it. */
export function RemovePersonDialog({ workspaceId, userId, onClose }: PersonDialogProps) {
  const t = useTranslations('people');
  const words = useTranslations('words');
  const roost = useRoost();
  const toText = useRejectText();
  const user = useUser(workspaceId, userId);
  const workspace = useWorkspace(workspaceId);
  const [busy, setBusy] = useState(false);
  if (!user) return null;
  const remove = async () => {
    setBusy(true);
    try {
      await roost.command('user.remove', { user: userId });
      toasts.show({ text: t('removed', { name: user.name }), tone: 'ok' });
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
    }
    onClose();
  };
  return (
    <ConfirmDialog
      open
      danger
      busy={busy}
      title={t('removeTitle', { name: user.name, workspace: workspace?.name ?? '' })}
      description={t(user.kind === 'bot' ? 'removeBotText' : 'removeText')}
      confirmLabel={t('removeConfirm')}
      cancelLabel={words('cancel')}
      closeLabel={words('close')}
      onClose={onClose}
      onConfirm={() => void remove()}
    />
  );
}
