import { limits } from '@roost/protocol/limits';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useKeep, useSectionActs } from '../../sync/keeping.ts';
import { useSidebarSections } from '../../sync/sidebarSections.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { placeIn } from './channelDrag.ts';

export type SectionDialogProps = {
  workspaceId: string;
  /** The section to rename; a new one without. */
  sectionId?: string | undefined;
  /** Goes into the new section. */
  channelId?: string | undefined;
  onClose: () => void;
};

/** Names a section of the sidebar. Works offline, so there is nothing to wait for. */
export function SectionDialog({ workspaceId, sectionId, channelId, onClose }: SectionDialogProps) {
  const t = useTranslations('sidebarMenu');
  const words = useTranslations('words');
  const formId = useId();
  const section = useSidebarSections(workspaceId).find(({ id }) => id === sectionId);
  const acts = useSectionActs(workspaceId);
  const keep = useKeep();
  const [name, setName] = useState(section?.name ?? '');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = name.trim();
    if (typed === '') return setError(t('nameNeeded'));
    if (section) acts.change(section.id, { name: typed });
    else {
      const made = acts.create(typed);
      if (channelId) keep(channelId, placeIn(made));
    }
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(section ? 'renameTitle' : 'createTitle')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary">
            {section ? words('save') : t('create')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          label={t('name')}
          placeholder={t('namePlaceholder')}
          value={name}
          error={error}
          maxLength={limits.sectionName}
          autoComplete="off"
          data-autofocus
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
