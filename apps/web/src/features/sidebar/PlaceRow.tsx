import { useContext, type ReactNode } from 'react';
import { Link } from '../../navigation/Link.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { cx } from '../../ui/cx.ts';
import { TabStopContext } from './useRovingRows.ts';
import styles from './Sidebar.module.css';

export interface PlaceRowProps {
  /** Its name among the rows of the sidebar. */
  row: string;
  href: string;
  icon: ReactNode;
  label: string;
  /** A quiet number at the end, and the words for it. */
  count?: number;
  countLabel?: string;
  /** How many want one now: the ember number instead. */
  badge?: number;
  isActive: boolean;
}

/** A row above the conversations that leads to a page of one's own. */
export function PlaceRow({ row, href, icon, label, count = 0, countLabel, badge = 0, isActive }: PlaceRowProps) {
  const tabStop = useContext(TabStopContext);
  return (
    <li>
      <Link
        href={href}
        className={cx(styles.row, isActive && styles.active)}
        data-row={row}
        data-name={label}
        tabIndex={tabStop === row ? 0 : -1}
        aria-current={isActive ? 'page' : undefined}
        aria-label={(count > 0 || badge > 0) && countLabel ? `${label}, ${countLabel}` : undefined}
      >
        {icon}
        <span className={styles.name}>{label}</span>
        {badge > 0 ? <Badge count={badge} /> : count > 0 && <span className={styles.count}>{count}</span>}
      </Link>
    </li>
  );
}
