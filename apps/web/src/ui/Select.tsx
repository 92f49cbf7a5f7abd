import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { Field, type FieldTexts } from './Field.tsx';
import styles from './Select.module.css';

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

const Layer = lazy(() => import('./SelectLayer.tsx').then((module) => ({ default: module.SelectLayer })));

/** One of many, in a list that opens; a bottom sheet on phones. */
export function Select<Value extends string>({ onChange, ...props }: SelectProps<Value>) {
  return (
    <Suspense fallback={<Picture {...props} />}>
      <Layer {...props} onChange={(value) => onChange(value as Value)} />
    </Suspense>
  );
}

function Picture({ value, options, look, disabled: _, ...field }: Omit<SelectProps<string>, 'onChange'>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Field {...field} hideLabel={look === 'inline' || field.hideLabel}>
      {(wiring) => (
        <button type="button" {...wiring} aria-busy className={look === 'inline' ? styles.inline : styles.select}>
          {chosen?.icon}
          <span className={styles.value}>{chosen?.label}</span>
          <ChevronDown className={styles.chevron} aria-hidden />
        </button>
      )}
    </Field>
  );
}
