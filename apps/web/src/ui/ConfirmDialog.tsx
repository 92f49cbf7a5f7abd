import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { TextField } from './TextField.tsx';

export type ConfirmDialogProps = {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: ReactNode;
  description?: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  closeLabel: string;
  danger?: boolean;
  busy?: boolean;
  /** The confirm button wakes only after exactly this text was typed; for what cannot be undone. */
  typed?: { expected: string; label: ReactNode };
  children?: ReactNode;
};

/** Asks before an act. Focus starts on Cancel, or in the box to type in. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [typedText, setTypedText] = useState('');
  const formId = useId();
  const ready = !props.typed || typedText.trim() === props.typed.expected;
  const close = () => {
    setTypedText('');
    props.onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || props.busy) return;
    setTypedText('');
    props.onConfirm();
  };
  return (
    <Dialog
      open={props.open}
      onClose={close}
      role="alertdialog"
      size="sm"
      title={props.title}
      description={props.description}
      closeLabel={props.closeLabel}
      footer={
        <>
          <Button onClick={close} data-autofocus={props.typed ? undefined : true}>
            {props.cancelLabel}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={props.danger ? 'danger' : 'primary'}
            disabled={!ready}
            busy={props.busy}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} hidden={!props.typed && !props.children}>
        {props.children}
        {props.typed && (
          <TextField
            label={props.typed.label}
            value={typedText}
            onChange={(event) => setTypedText(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
        )}
      </form>
    </Dialog>
  );
}
