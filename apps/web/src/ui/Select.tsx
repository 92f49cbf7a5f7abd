import { ChevronDown } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Field, type FieldTexts } from './Field.tsx';
import styles from './Select.module.css';
import { late } from './late.tsx';

export type SelectOption<Value extends string> = {
  value: Value;
  label: string;
  description?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
};
export type SelectProps<Value extends string> = FieldTexts & {
  value: Value;
  onChange: (value: Value) => void;
  options: ReadonlyArray<SelectOption<Value>>;
  disabled?: boolean;
  /** `inline`: bare text and a chevron, for tables. Its label is for screen readers only. */
  look?: 'field' | 'inline';
  className?: string;
  id?: string;
};

const Layer = late(
  async () => (await import('./SelectLayer.tsx')).SelectLayer<string>,
  (props) => <Picture {...props} />,
);

/** One of many, in a list that opens; a bottom sheet on phones. */
export function Select<Value extends string>({ onChange, ...props }: SelectProps<Value>) {
  const hadFocus = useRef(false);
  return <Layer {...props} hadFocus={hadFocus} onChange={(value) => onChange(value as Value)} />;
}

export type SelectLayerProps<Value extends string> = SelectProps<Value> & {
  /** Whether the picture had it when the select took its place. */
  hadFocus: RefObject<boolean>;
};

function Picture({
  value,
  options,
  look,
  disabled: _,
  hadFocus,
  ...field
}: Omit<SelectLayerProps<string>, 'onChange'>) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      hadFocus.current = element !== null && element === document.activeElement;
    };
  }, [hadFocus]);
  const chosen = options.find((option) => option.value === value);
  return (
    <Field {...field} hideLabel={look === 'inline' || field.hideLabel}>
      {(wiring) => (
        <button
          ref={button}
          type="button"
          {...wiring}
          aria-busy
          className={look === 'inline' ? styles.inline : styles.select}
        >
          {chosen?.icon}
          <span className={styles.value}>{chosen?.label}</span>
          <ChevronDown className={styles.chevron} aria-hidden />
        </button>
      )}
    </Field>
  );
}
