import * as Ariakit from '@ariakit/react';
import { Check, ChevronDown } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { Field } from './Field.tsx';
import { useIsPhone } from './media.ts';
import menu from './Menu.module.css';
import type { SelectLayerProps, SelectProps } from './Select.tsx';
import { overLayers } from './overLayers.ts';
import styles from './Select.module.css';

/** The working select; `Select` shows its picture until this has arrived. */
export function SelectLayer<Value extends string>({
  value,
  onChange,
  options,
  disabled,
  look = 'field',
  hadFocus,
  ...field
}: SelectLayerProps<Value>) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (hadFocus.current) button.current?.focus();
  }, [hadFocus]);
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const inline = look === 'inline';
  return (
    <Ariakit.SelectProvider
      open={open}
      setOpen={setOpen}
      value={value}
      setValue={(next: string) => next !== value && onChange(next as Value)}
      placement="bottom-start"
    >
      <Field {...field} hideLabel={inline || field.hideLabel}>
        {(wiring) => (
          <Ariakit.Select
            ref={button}
            {...wiring}
            aria-labelledby={undefined}
            aria-label={typeof field.label === 'string' ? `${field.label}: ${chosen?.label ?? ''}` : undefined}
            disabled={disabled}
            className={inline ? styles.inline : styles.select}
          >
            {chosen?.icon}
            <span className={styles.value}>{chosen?.label}</span>
            <ChevronDown className={styles.chevron} aria-hidden />
          </Ariakit.Select>
        )}
      </Field>
      <Popup options={options} value={value} label={field.label} inline={inline} onClose={() => setOpen(false)} />
    </Ariakit.SelectProvider>
  );
}

type PopupProps = Pick<SelectProps<string>, 'options' | 'value' | 'label'> & { inline: boolean; onClose: () => void };

function Popup({ options, value, label, inline, onClose }: PopupProps) {
  const sheet = useIsPhone();
  return (
    <Ariakit.SelectPopover
      aria-label={typeof label === 'string' ? label : undefined}
      portal
      preserveTabOrder={false}
      onKeyDown={(event) => {
        if (event.key !== 'Tab') return;
        event.preventDefault();
        onClose();
      }}
      unmountOnHide
      gutter={4}
      sameWidth={!inline && !sheet}
      overflowPadding={8}
      fitViewport
      modal={sheet}
      getPersistentElements={overLayers}
      backdrop={sheet ? <div className={menu.backdrop} /> : false}
      updatePosition={sheet ? () => {} : undefined}
      wrapperProps={sheet ? { className: menu.sheetWrapper } : { style: { zIndex: 'var(--z-dialog)' } }}
      className={cx(menu.menu, sheet ? menu.sheet : styles.popup)}
    >
      {sheet && (
        <div className={menu.sheetTitle} aria-hidden>
          {label}
        </div>
      )}
      <Options options={options} value={value} />
    </Ariakit.SelectPopover>
  );
}

function Options({ options, value }: Pick<SelectProps<string>, 'options' | 'value'>) {
  return options.map((option) => (
    <Ariakit.SelectItem key={option.value} value={option.value} disabled={option.disabled} className={menu.item}>
      {option.icon && <span className={menu.icon}>{option.icon}</span>}
      <span className={menu.text}>
        {option.label}
        {option.description && <span className={menu.description}>{option.description}</span>}
      </span>
      <Check className={cx(menu.check, option.value !== value && menu.unchecked)} aria-hidden />
    </Ariakit.SelectItem>
  ));
}
