import { Check, Copy } from 'lucide-react';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Field, type FieldTexts } from './Field.tsx';
import { useCopy } from './useCopy.ts';
import styles from './Field.module.css';

export type CopyFieldProps = FieldTexts & { value: string; copyLabel: string; copiedLabel: string; className?: string };

/** A value to take away: a link, a token, a key. */
export function CopyField({ value, copyLabel, copiedLabel, ...texts }: CopyFieldProps) {
  const { copied, copy } = useCopy(copiedLabel);
  return (
    <Field {...texts}>
      {(wiring) => (
        <span className={styles.box}>
          <input
            {...wiring}
            className={cx(styles.input, styles.mono)}
            readOnly
            value={value}
            onFocus={(event) => event.target.select()}
          />
          <Button
            className={styles.end}
            size="sm"
            variant="ghost"
            icon={copied ? <Check /> : <Copy />}
            onClick={() => copy(value)}
          >
            {copied ? copiedLabel : copyLabel}
          </Button>
        </span>
      )}
    </Field>
  );
}
