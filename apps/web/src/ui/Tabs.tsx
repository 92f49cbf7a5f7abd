import * as Ariakit from '@ariakit/react';
import type { ReactNode } from 'react';
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

/** A row of tabs and the chosen one's panel. Arrows move and choose. */
export function Tabs<Id extends string>({ label, value, onChange, items, children, className, panelClassName }: TabsProps<Id>) {
  return (
    <Ariakit.TabProvider selectedId={value} setSelectedId={(id) => id && id !== value && onChange(id as Id)}>
      <Ariakit.TabList aria-label={label} className={cx(styles.list, className)}>
        {items.map((item) => (
          <Ariakit.Tab key={item.id} id={item.id} className={styles.tab}>
            {item.icon}
            {item.label}
            {item.count !== undefined && <span className={styles.count}>{item.count}</span>}
          </Ariakit.Tab>
        ))}
      </Ariakit.TabList>
      <Ariakit.TabPanel tabId={value} className={panelClassName} focusable={false}>
        {children}
      </Ariakit.TabPanel>
    </Ariakit.TabProvider>
  );
}
