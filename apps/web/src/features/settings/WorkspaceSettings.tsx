import { limits } from '@roost/protocol/limits';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useWorkspace } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

/** The workspace's name. */
export function WorkspaceSettings({ workspaceId }: { workspaceId: string }) {
  const workspace = useWorkspace(workspaceId);
  return workspace ? <RenameForm key={workspaceId} workspaceId={workspaceId} name={workspace.name} /> : null;
}

function RenameForm({ workspaceId, name }: { workspaceId: string; name: string }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const [draft, setDraft] = useState(name);
  const { send, busy, problem } = useSend();
  const next = draft.trim();
  const ready = next !== '' && next !== name;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy)
      void send(() => roost.command('workspace.update', { workspace: workspaceId, name: next }), {
        say: t('workspaceSaved'),
      });
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <TextField
        label={t('workspaceName')}
        value={draft}
        error={problem ?? undefined}
        maxLength={limits.workspaceName}
        onChange={(event) => setDraft(event.target.value)}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={!ready}>
          {words('save')}
        </Button>
      </div>
    </form>
  );
}
