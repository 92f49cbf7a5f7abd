import { useTranslations } from 'use-intl';
import { useWorkspace } from '../../sync/people.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { InviteForm } from './InviteForm.tsx';

/** Invite people, from wherever one is. */
export function InviteDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const t = useTranslations('sidebar');
  const settings = useTranslations('settings');
  const words = useTranslations('words');
  const workspace = useWorkspace(workspaceId);
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={`${t('invitePeople')} · ${workspace?.name ?? ''}`}
      description={settings('invitesLead')}
      closeLabel={words('close')}
    >
      <InviteForm workspaceId={workspaceId} />
    </Dialog>
  );
}
