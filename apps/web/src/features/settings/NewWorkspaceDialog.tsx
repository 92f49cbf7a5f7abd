import { limits } from '@roost/protocol/limits';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useGo } from '../../navigation/usePlace.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSend } from './useSend.ts';

/** Founds one more workspace and goes there. */
export function NewWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings');
  const entry = useTranslations('entry');
  const words = useTranslations('words');
  const roost = useRoost();
  const go = useGo();
  const formId = useId();
  const [name, setName] = useState('');
  const { send, busy, problem } = useSend();
  const create = (event: FormEvent) => {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    const then = ({ workspace }: { workspace: { id: string } }) => {
      onClose();
      go({ at: 'enter', workspace: workspace.id });
    };
    void send(() => roost.command('workspace.create', { name: name.trim() }), { then });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t('newWorkspaceTitle')}
      description={t('newWorkspaceText')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} disabled={name.trim() === ''}>
            {t('newWorkspaceAction')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={create}>
        <TextField
          label={entry('workspaceName')}
          value={name}
          error={problem ?? undefined}
          maxLength={limits.workspaceName}
          autoComplete="organization"
          data-autofocus
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
