import { Dialog as AriakitDialog, DialogDescription, DialogDismiss, DialogHeading } from '@ariakit/react';
import { X } from 'lucide-react';
import { cx } from './cx.ts';
import type { DialogProps } from './Dialog.tsx';
import { IconButton } from './IconButton.tsx';
import { overLayers } from './overLayers.ts';
import styles from './Dialog.module.css';

/** A modal layer: traps focus, gives it back, is named by its title; a bottom sheet on phones. */
export function DialogLayer(props: DialogProps) {
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
      getPersistentElements={overLayers}
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
        <DialogDismiss
          render={<IconButton label={props.closeLabel} icon={<X />} tooltip={false} className={styles.close} />}
        />
      )}
    </AriakitDialog>
  );
}
