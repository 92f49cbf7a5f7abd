import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { Field, type FieldTexts } from './Field.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './Field.module.css';

export type TextFieldProps = Omit<ComponentProps<'input'>, 'size'> &
  FieldTexts & {
    icon?: ReactNode;
    end?: ReactNode;
    size?: 'md' | 'lg';
    /** Beside the label, e.g. a “Forgot password?” link. */
    aside?: ReactNode;
    /** With `type="password"`: names of the button that shows and hides the text. */
    revealLabels?: { show: string; hide: string };
  };

/** One line of text with its label, hint and error. `ref` is the input. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  icon,
  end,
  size = 'md',
  aside,
  revealLabels,
  className,
  type,
  id,
  ...rest
}: TextFieldProps) {
  const [shown, setShown] = useState(false);
  const reveal = type === 'password' && revealLabels;
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} className={className} id={id} aside={aside}>
      {(wiring) => (
        <span className={cx(styles.box, size === 'lg' && styles.large)}>
          {icon}
          <input {...wiring} {...rest} type={reveal && shown ? 'text' : type} className={styles.input} />
          {reveal && (
            <IconButton
              className={styles.end}
              size="sm"
              label={shown ? reveal.hide : reveal.show}
              icon={shown ? <EyeOff /> : <Eye />}
              onClick={() => setShown(!shown)}
            />
          )}
          {end}
        </span>
      )}
    </Field>
  );
}

export type TextAreaProps = ComponentProps<'textarea'> & FieldTexts;

/** Several lines; grows with its text where the browser can. */
export function TextArea({ label, hint, error, hideLabel, className, id, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} className={className} id={id}>
      {(wiring) => (
        <span className={cx(styles.box, styles.area)}>
          <textarea rows={3} {...wiring} {...rest} className={cx(styles.input, styles.textarea)} />
        </span>
      )}
    </Field>
  );
}
