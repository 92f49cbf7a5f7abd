import type { Scheduled } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { fromIds, toIds } from '../../message/mentionText.ts';
import { useNames } from '../../message/useNames.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/TextField.tsx';

/** Other words for a message that waits. */
export function EditDialog({
  workspaceId,
  scheduled,
  onClose,
}: {
  workspaceId: string;
  scheduled: Scheduled;
  onClose: () => void;
}) {
  const t = useTranslations('drafts');
  const words = useTranslations('words');
  const roost = useRoost();
  const names = useNames(workspaceId);
  const form = useId();
  const [text, setText] = useState(() => fromIds(scheduled.text, names));
  const fits = (text.trim() !== '' || scheduled.quote !== undefined) && text.length <= limits.messageText;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!fits) return;
    roost.send({ name: 'scheduled.update', args: { scheduled: scheduled.id, text: toIds(text.trim(), names) } });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('editTitle')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!fits}>
            {words('save')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save}>
        <TextArea
          label={t('text')}
          rows={6}
          value={text}
          data-autofocus
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
