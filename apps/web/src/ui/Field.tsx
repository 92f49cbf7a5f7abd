import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';

export type FieldTexts = {
  label: ReactNode;
  hint?: ReactNode;
  /** Present = the field is invalid and this says why. */
  error?: ReactNode;
  /** The label stays for screen readers only. */
  hideLabel?: boolean;
};
export type FieldWiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

/** The frame around one control: label above, hint and error below, all tied to it by id. */
export function Field(
  props: FieldTexts & {
    className?: string;
    id?: string;
    aside?: ReactNode;
    children: (wiring: FieldWiring) => ReactNode;
  },
) {
  const ownId = useId();
  const id = props.id ?? ownId;
  const describedBy = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cx(styles.field, props.className)}>
      <div className={props.hideLabel ? 'visually-hidden' : styles.top}>
        <label className={styles.label} htmlFor={id}>
          {props.label}
        </label>
        {props.aside}
      </div>
      {props.children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': props.error ? true : undefined,
      })}
      {props.error && (
        <p className={styles.error} id={`${id}-error`}>
          <CircleAlert size={14} aria-hidden /> <span>{props.error}</span>
        </p>
      )}
      {props.hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}
