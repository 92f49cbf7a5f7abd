import { ChevronDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { ChannelRow } from './ChannelRow.tsx';
import styles from './Sidebar.module.css';

export type SidebarSectionProps = {
  workspaceId: string;
  activeChannelId: string | null;
  id: 'channels' | 'directs';
  label: string;
  ids: readonly string[];
  empty: string;
  /** Key of the row that Tab reaches. */
  tabStop: string | null;
  addLabel: string;
  addItems: ReadonlyArray<{ label: string; onSelect: () => void }>;
};

/** A heading that folds its rows away. Folded, it still shows what is unread and what is open. */
export function SidebarSection({
  workspaceId,
  activeChannelId,
  id,
  label,
  ids,
  empty,
  tabStop,
  addLabel,
  addItems,
}: SidebarSectionProps) {
  const [folded, setFolded] = useFolded(`${workspaceId}.${id}`);
  const key = `section:${id}`;
  return (
    <section aria-labelledby={`section-${id}`}>
      <div className={styles.section}>
        <h2>
          <button
            type="button"
            id={`section-${id}`}
            className={styles.sectionToggle}
            aria-expanded={!folded}
            data-row={key}
            data-name={label}
            tabIndex={tabStop === key ? 0 : -1}
            onClick={() => setFolded(!folded)}
          >
            <ChevronDown aria-hidden />
            {label}
          </button>
        </h2>
        <span className={styles.grow} />
        <AddButton label={addLabel} items={addItems} />
      </div>
      {ids.length === 0 && !folded && <p className={styles.empty}>{empty}</p>}
      <ul>
        {ids.map((channelId) => (
          <ChannelRow
            key={channelId}
            workspaceId={workspaceId}
            channelId={channelId}
            isActive={channelId === activeChannelId}
            isTabStop={channelId === tabStop}
            onlyIfUnread={folded}
          />
        ))}
      </ul>
    </section>
  );
}

/** One thing to add is added at once, several are offered. */
function AddButton({ label, items }: { label: string; items: SidebarSectionProps['addItems'] }) {
  const only = items.length === 1 ? items[0] : undefined;
  const button = <IconButton size="sm" label={label} icon={<Plus />} onClick={only?.onSelect} />;
  if (only) return button;
  return (
    <Menu label={label} trigger={button} placement="bottom-end">
      {items.map((item) => (
        <MenuItem key={item.label} onSelect={item.onSelect}>
          {item.label}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Which sections are folded is a habit of this device, not of the account. */
function useFolded(name: string): [boolean, (folded: boolean) => void] {
  const key = `roost.folded.${name}`;
  const [folded, setFolded] = useState(() => localStorage.getItem(key) === 'yes');
  return [
    folded,
    (next) => {
      setFolded(next);
      if (next) localStorage.setItem(key, 'yes');
      else localStorage.removeItem(key);
    },
  ];
}
