import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import type { MessageActionsState } from './useMessageActions.ts';

type Asking = Pick<MessageActionsState, 'deleting' | 'confirmDelete' | 'cancelDelete'>;

/** Asks before a message disappears for everyone. */
export function DeleteDialog({ acts }: { acts: Asking }) {
  const t = useTranslations('timeline');
  const words = useTranslations('words');
  return (
    <ConfirmDialog
      open={acts.deleting !== null}
      onClose={acts.cancelDelete}
      onConfirm={acts.confirmDelete}
      title={t('deleteTitle')}
      description={t('deleteText')}
      confirmLabel={t('delete')}
      cancelLabel={t('cancel')}
      closeLabel={words('close')}
      danger
    />
  );
}
