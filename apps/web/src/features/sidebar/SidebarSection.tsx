import { ChevronDown, Ellipsis, Plus } from 'lucide-react';
import { memo, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useKeep } from '../../sync/keeping.ts';
import { useIsSomeUnread } from '../../sync/unreads.ts';
import type { SectionView } from '../../sync/sidebarSections.ts';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, type MenuPoint } from '../../ui/Menu.tsx';
import { placeIn, useChannelDrop } from './channelDrag.ts';
import { ChannelRow } from './ChannelRow.tsx';
import { STRETCH, useNearStretches } from './useNearStretches.ts';
import styles from './Sidebar.module.css';

export type SidebarSectionProps = {
  workspaceId: string;
  activeChannelId: string | null;
  section: SectionView;
  label: string;
  empty: string;
  /** Key of the row that Tab reaches. */
  tabStop: string | null;
  /** What can be added here; the first is the only one, or they are offered in a menu called so. */
  add?: { label: string; items: ReadonlyArray<{ label: string; onSelect: () => void }> };
  onMenu: (at: MenuPoint) => void;
};

/** A heading that folds its rows away. Folded, it still shows what is unread and what is open. Channels may be dropped on it. */
export function SidebarSection(props: SidebarSectionProps) {
  const { workspaceId, activeChannelId, section, label, empty, tabStop } = props;
  const { id, channels } = section;
  const [folded, setFolded] = useFolded(`${workspaceId}.${id}`);
  const keep = useKeep();
  const list = useRef<HTMLUListElement>(null);
  const isNear = useNearStretches(list, channels.length, folded);
  const { isOver, dropProps } = useChannelDrop((channel) => channels.includes(channel) || keep(channel, placeIn(id)));
  return (
    <section aria-labelledby={`section-${id}`} className={cx(isOver && styles.over)} {...dropProps}>
      <Heading {...props} folded={folded} onFold={setFolded} />
      {channels.length === 0 && !folded && <p className={styles.empty}>{empty}</p>}
      <ul ref={list} aria-label={label}>
        {useStretches(channels).map((stretch, i) => (
          <Stretch
            key={stretch[0]}
            workspaceId={workspaceId}
            channels={stretch}
            isNear={isNear(i)}
            active={among(stretch, activeChannelId)}
            tabStop={among(stretch, tabStop)}
            onlyIfUnread={folded}
          />
        ))}
      </ul>
    </section>
  );
}

/** Some have thousands of channels: what changes in one stretch of them is no matter of the others. */
function useStretches(channels: readonly string[]): readonly (readonly string[])[] {
  return useMemo(
    () =>
      Array.from({ length: Math.ceil(channels.length / STRETCH) }, (_, i) =>
        channels.slice(i * STRETCH, (i + 1) * STRETCH),
      ),
    [channels],
  );
}

const among = (stretch: readonly string[], key: string | null): string | null =>
  key !== null && stretch.includes(key) ? key : null;

interface StretchProps {
  workspaceId: string;
  channels: readonly string[];
  isNear: boolean;
  active: string | null;
  tabStop: string | null;
  onlyIfUnread: boolean;
}

const Stretch = memo(function Stretch(props: StretchProps) {
  const { workspaceId, channels, isNear, active, tabStop, onlyIfUnread } = props;
  if (!isNear && active === null && tabStop === null) return <OutOfSight channels={channels} />;
  return channels.map((channelId) => (
    <ChannelRow
      key={channelId}
      workspaceId={workspaceId}
      channelId={channelId}
      isActive={channelId === active}
      isTabStop={channelId === tabStop}
      onlyIfUnread={onlyIfUnread}
    />
  ));
});

/** Keeps the place of rows that are far away, and says whether something is unread there. */
function OutOfSight({ channels }: { channels: readonly string[] }) {
  const isUnread = useIsSomeUnread(channels);
  return (
    <li aria-hidden data-unread={isUnread || undefined} style={{ height: `calc(var(--row-h) * ${channels.length})` }} />
  );
}

type HeadingProps = SidebarSectionProps & { folded: boolean; onFold: (folded: boolean) => void };

function Heading({ section: { id }, label, tabStop, add, onMenu, folded, onFold }: HeadingProps) {
  const t = useTranslations('sidebar');
  const key = `section:${id}`;
  return (
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
          onClick={() => onFold(!folded)}
        >
          <ChevronDown aria-hidden />
          <span>{label}</span>
        </button>
      </h2>
      <span className={styles.grow} />
      <IconButton
        size="sm"
        className={styles.options}
        label={t('sectionOptions', { name: label })}
        icon={<Ellipsis />}
        aria-haspopup="menu"
        onClick={({ currentTarget, detail }) => onMenu(below(currentTarget, detail === 0))}
      />
      {add && <AddButton {...add} />}
    </div>
  );
}

function below(opener: HTMLElement, byKey: boolean): MenuPoint {
  const { left, bottom } = opener.getBoundingClientRect();
  return { x: left, y: bottom + 2, byKey, opener };
}

/** One thing to add is added at once, several are offered. */
function AddButton({ label, items }: NonNullable<SidebarSectionProps['add']>) {
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
