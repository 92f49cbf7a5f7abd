import { Dialog as AriakitDialog, DialogDescription, DialogDismiss, DialogHeading } from '@ariakit/react';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import styles from './Dialog.module.css';

export type DialogProps = {
  open: boolean;
  /** Esc, a click on the backdrop, the cross. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  children?: ReactNode;
  /** Buttons; the safe one first. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  role?: 'dialog' | 'alertdialog';
  /** Else: an element with `data-autofocus`, else the first control of the content. */
  initialFocus?: RefObject<HTMLElement | null>;
  hideTitle?: boolean;
  /** No padding around the content. */
  flush?: boolean;
  /** False = only the content's own buttons close it. */
  dismissible?: boolean;
  className?: string;
};

/** A modal layer: traps focus, gives it back, is named by its title; a bottom sheet on phones. */
export function Dialog(props: DialogProps) {
  const { open, onClose, size = 'md', dismissible = true } = props;
  return (
    <AriakitDialog
      open={open}
      onClose={(event) => {
        if (dismissible) onClose();
        else event.preventDefault();
      }}
      role={props.role ?? 'dialog'}
      backdrop={<div className={styles.backdrop} />}
      initialFocus={props.initialFocus}
      hideOnInteractOutside={dismissible}
      hideOnEscape={dismissible}
      unmountOnHide
      className={cx(styles.dialog, styles[size], props.className)}
    >
      <div className={props.hideTitle ? 'visually-hidden' : styles.header}>
        <DialogHeading className={styles.title}>{props.title}</DialogHeading>
        {props.description && <DialogDescription className={styles.description}>{props.description}</DialogDescription>}
      </div>
      {props.children && <div className={cx(styles.body, props.flush && styles.flush)}>{props.children}</div>}
      {props.footer && <div className={styles.footer}>{props.footer}</div>}
      {/* Last in the order of focus, so that the first control of the content gets it. */}
      {dismissible && !props.hideTitle && (
        <DialogDismiss render={<IconButton label={props.closeLabel} icon={<X />} tooltip={false} className={styles.close} />} />
      )}
    </AriakitDialog>
  );
}
