import { toIso } from '@roost/protocol/time';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useUser } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { takeFocus } from '../../ui/takeFocus.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { toasts } from '../../ui/toastStore.ts';
import type { PersonDialogProps } from './RemovePersonDialog.tsx';

const lastsMs = 7 * 86_400_000;

/** Makes the link with which somebody becomes a person who was imported or has left. */
export function InviteAsDialog({ workspaceId, userId, onClose }: PersonDialogProps) {
  const t = useTranslations('people');
  const settings = useTranslations('settings');
  const words = useTranslations('words');
  const name = useUser(workspaceId, userId)?.name ?? '';
  const { url, busy, create } = useLink(workspaceId, userId);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inviteAs', { name })}
      description={t('inviteAsText', { name })}
      closeLabel={words('close')}
      footer={
        url ? (
          <Button onClick={onClose}>{words('close')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{words('cancel')}</Button>
            <Button variant="primary" busy={busy} data-autofocus onClick={() => void create()}>
              {t('inviteAsAction')}
            </Button>
          </>
        )
      }
    >
      {url && (
        <div ref={takeFocus}>
          <CopyField
            label={settings('inviteLink')}
            hint={settings('inviteLinkHint')}
            value={url}
            copyLabel={words('copy')}
            copiedLabel={words('copied')}
          />
        </div>
      )}
    </Dialog>
  );
}

function useLink(workspace: string, user: string) {
  const roost = useRoost();
  const toText = useRejectText();
  const [url, setUrl] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    try {
      const expiresAt = toIso((Date.now() + lastsMs) * 1000);
      const invite = await roost.command('invite.create', { workspace, user, expiresAt });
      setUrl(new URL(invite.url, window.location.origin).href);
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  return { url, busy, create };
}
