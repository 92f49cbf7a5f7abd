import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from './cx.ts';
import toggle from './Toggle.module.css';
import styles from './RadioGroup.module.css';

export type Choice<Value extends string> = {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
};
export type RadioGroupProps<Value extends string> = {
  label: ReactNode;
  hideLabel?: boolean;
  hint?: ReactNode;
  value: Value | undefined;
  onChange: (value: Value) => void;
  choices: ReadonlyArray<Choice<Value>>;
  className?: string;
};

/** One of a few, each on its own line with room for a hint. */
export function RadioGroup<Value extends string>({
  label,
  hideLabel,
  hint,
  value,
  onChange,
  choices,
  className,
}: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cx(styles.group, className)} aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className={hideLabel ? 'visually-hidden' : styles.legend}>{label}</legend>
      {hint && (
        <p className={styles.groupHint} id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {choices.map((choice) => (
        <label key={choice.value} className={toggle.row}>
          <span className={toggle.boxCell}>
            <input
              type="radio"
              name={name}
              className={toggle.input}
              checked={choice.value === value}
              disabled={choice.disabled}
              aria-describedby={choice.hint ? `${name}-${choice.value}` : undefined}
              onChange={() => onChange(choice.value)}
            />
            <span className={cx(toggle.box, toggle.round)} aria-hidden />
          </span>
          <span className={toggle.text}>
            <span>{choice.label}</span>
            {choice.hint && (
              <span className={toggle.hint} id={`${name}-${choice.value}`} aria-hidden>
                {choice.hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export type SegmentedControlProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: ReadonlyArray<Pick<Choice<Value>, 'value' | 'label' | 'icon'>>;
  className?: string;
};

/** One of two to four, side by side: System | Light | Dark. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  onChange,
  choices,
  className,
}: SegmentedControlProps<Value>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl' && event.key.match(/Left|Right/) ? -1 : 1;
    const index = choices.findIndex((choice) => choice.value === value);
    const next = (index + step * rtl + choices.length) % choices.length;
    const chosen = choices[next];
    if (!chosen) return;
    onChange(chosen.value);
    (event.currentTarget.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div role="radiogroup" aria-label={label} className={cx(styles.segments, className)} onKeyDown={move}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          className={styles.segment}
          onClick={() => onChange(choice.value)}
        >
          {choice.icon}
          {choice.label}
        </button>
      ))}
    </div>
  );
}
