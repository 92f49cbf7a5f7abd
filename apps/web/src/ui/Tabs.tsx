import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Tabs.module.css';

export type TabItem<Id extends string> = { id: Id; label: ReactNode; count?: number; icon?: ReactNode };
export type TabsProps<Id extends string> = {
  label: string;
  value: Id;
  onChange: (id: Id) => void;
  items: ReadonlyArray<TabItem<Id>>;
  /** The panel of the chosen tab. */
  children: ReactNode;
  className?: string;
  panelClassName?: string;
};

/** A row of tabs and the chosen one's panel. Arrows, Home and End move and choose. */
export function Tabs<Id extends string>({
  label,
  value,
  onChange,
  items,
  children,
  className,
  panelClassName,
}: TabsProps<Id>) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = nextIndex(
      event,
      items.findIndex((item) => item.id === value),
      items.length,
    );
    const item = next === undefined ? undefined : items[next];
    if (!item || next === undefined) return;
    event.preventDefault();
    onChange(item.id);
    (event.currentTarget.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={label} className={cx(styles.list, className)} onKeyDown={onKeyDown}>
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            id={`${id}-${item.id}`}
            aria-selected={item.id === value}
            aria-controls={item.id === value ? `${id}-panel` : undefined}
            tabIndex={item.id === value ? 0 : -1}
            className={styles.tab}
            onClick={() => onChange(item.id)}
          >
            {item.icon}
            {item.label}
            {item.count !== undefined && <span className={styles.count}>{item.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className={panelClassName}>
        {children}
      </div>
    </>
  );
}

function nextIndex(event: KeyboardEvent<HTMLElement>, index: number, count: number): number | undefined {
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return count - 1;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return undefined;
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -step : step;
  return (index + forward + count) % count;
}
