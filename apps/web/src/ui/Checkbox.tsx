import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Toggle.module.css';

export type CheckboxProps = Omit<ComponentProps<'input'>, 'onChange' | 'checked' | 'type'> & {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean | 'mixed';
  onChange: (checked: boolean) => void;
};

/** A box to tick, with its label. */
export function Checkbox({ label, hint, checked, onChange, className, ...rest }: CheckboxProps) {
  const hintId = useId();
  return (
    <label className={cx(styles.row, className)}>
      <span className={styles.boxCell}>
        <input
          aria-describedby={hint ? hintId : undefined}
          {...rest}
          type="checkbox"
          className={styles.input}
          checked={checked === true}
          ref={(input) => {
            if (input) input.indeterminate = checked === 'mixed';
          }}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className={styles.box} aria-hidden>
          <svg viewBox="0 0 12 12">
            {checked === 'mixed' ? <path d="M3 6h6" /> : <path d="m2.5 6.2 2.4 2.4 4.6-5" />}
          </svg>
        </span>
      </span>
      <ToggleText label={label} hint={hint} hintId={hintId} />
    </label>
  );
}

export type SwitchProps = Omit<ComponentProps<'input'>, 'onChange' | 'checked' | 'type' | 'role'> & {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** A setting that takes effect at once. */
export function Switch({ label, hint, checked, onChange, className, ...rest }: SwitchProps) {
  const hintId = useId();
  return (
    <label className={cx(styles.row, styles.switchRow, className)}>
      <ToggleText label={label} hint={hint} hintId={hintId} />
      <span className={styles.switchCell}>
        <input
          aria-describedby={hint ? hintId : undefined}
          {...rest}
          type="checkbox"
          role="switch"
          className={styles.input}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className={styles.track} aria-hidden>
          <span className={styles.thumb} />
        </span>
      </span>
    </label>
  );
}

function ToggleText({ label, hint, hintId }: { label: ReactNode; hint: ReactNode; hintId: string }) {
  return (
    <span className={styles.text}>
      <span>{label}</span>
      {hint && (
        <span className={styles.hint} id={hintId} aria-hidden>
          {hint}
        </span>
      )}
    </span>
  );
}
