import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Asks before a message disappears for everyone. */
export function DeleteDialog({
  open,
  onConfirm,
  onCancel,
}: {
  open: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const t = useTranslations('timeline');
  const words = useTranslations('words');
  return (
    <ConfirmDialog
      open={open}
      onClose={onCancel}
      onConfirm={onConfirm}
      title={t('deleteTitle')}
      description={t('deleteText')}
      confirmLabel={t('delete')}
      cancelLabel={t('cancel')}
      closeLabel={words('close')}
      danger
    />
  );
}
