import { Search, X } from 'lucide-react';
import { useRef, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import styles from './Field.module.css';

export type SearchFieldProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size' | 'ref'> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
  clearLabel: string;
  end?: ReactNode;
};

/** A box that filters; Esc empties it first and only then reaches the layer around it. */
export function SearchField({ label, value, onChange, clearLabel, end, className, ...rest }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onChange('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    rest.onKeyDown?.(event);
    if (event.key !== 'Escape' || value === '' || event.defaultPrevented) return;
    event.stopPropagation();
    event.preventDefault();
    clear();
  };
  return (
    <span className={cx(styles.box, className)}>
      <Search aria-hidden />
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        ref={input}
        type="search"
        aria-label={label}
        className={styles.input}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value !== '' && (
        <IconButton className={styles.end} size="sm" label={clearLabel} icon={<X />} onClick={clear} tooltip={false} />
      )}
      {end}
    </span>
  );
}
