import * as Ariakit from '@ariakit/react';
import { Check, ChevronRight } from 'lucide-react';
import { useId, useLayoutEffect, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import type { OpenedBy } from './layers.ts';
import { useIsPhone } from './media.ts';
import type { Placement } from './Tooltip.tsx';
import { overLayers } from './overLayers.ts';
import styles from './Menu.module.css';

export type MenuContents = {
  /** Names the menu; on phones it is shown as the sheet's title. */
  label: string;
  children: ReactNode;
  className?: string;
};
export type MenuPoint = {
  x: number;
  y: number;
  /** Opened from the keyboard: the first item gets the focus. */
  byKey?: boolean;
  /** Gets the focus back. */
  opener?: HTMLElement;
};
type Opener = HTMLElement | RefObject<HTMLElement | null> | null;
export type MenuPopupProps = MenuContents & {
  open: boolean;
  onClose: () => void;
  openedBy: OpenedBy;
  opener: Opener;
  /** Instead of beside the opener. */
  point?: MenuPoint;
  placement?: Placement;
};

/** The menu itself, beside its opener or at a point. */
export function MenuPopup({
  open,
  onClose,
  openedBy,
  opener,
  point,
  placement = 'bottom-start',
  ...contents
}: MenuPopupProps) {
  const menu = Ariakit.useMenuStore({ open, setOpen: (next) => next || onClose(), placement });
  useLayoutEffect(() => {
    if (!open) return;
    // At a point there is no disclosure: a click on the row below must close the menu.
    const anchor = point ? null : elementOf(opener);
    menu.setDisclosureElement(anchor);
    menu.setAnchorElement(anchor);
    menu.setInitialFocus(openedBy === 'pointer' ? 'container' : openedBy);
    menu.setAutoFocusOnShow(true);
    menu.render();
  }, [open, openedBy, opener, point, menu]);
  return (
    <Ariakit.MenuProvider store={menu}>
      <Surface {...contents} opener={opener} point={point} />
    </Ariakit.MenuProvider>
  );
}

const elementOf = (opener: Opener): HTMLElement | null => (opener && 'current' in opener ? opener.current : opener);

type SurfaceProps = MenuContents & { opener?: Opener; point?: MenuPoint };

function Surface({ label, children, className, opener, point }: SurfaceProps) {
  const sheet = useIsPhone();
  const menu = Ariakit.useMenuContext();
  const nested = Boolean(menu?.parent);
  return (
    <Ariakit.Menu
      aria-label={label}
      portal
      // Ariakit would surround the menu with focusable, hidden guards; Tab closes it instead.
      preserveTabOrder={false}
      onKeyDown={(event) => {
        if (event.key !== 'Tab') return;
        event.preventDefault();
        menu?.hideAll();
      }}
      unmountOnHide
      gutter={nested ? 2 : 4}
      shift={nested ? -5 : 0}
      overflowPadding={8}
      fitViewport
      modal={sheet && !nested}
      getPersistentElements={overLayers}
      backdrop={sheet && !nested ? <div className={styles.backdrop} /> : false}
      getAnchorRect={point ? () => ({ x: point.x, y: point.y, width: 0, height: 0 }) : undefined}
      finalFocus={opener}
      updatePosition={sheet ? ignorePosition : undefined}
      wrapperProps={sheet ? { className: styles.sheetWrapper } : { style: { zIndex: 'var(--z-dialog)' } }}
      className={cx(styles.menu, sheet && styles.sheet, className)}
      data-menu
    >
      {sheet && (
        <div className={styles.sheetTitle} aria-hidden>
          {label}
        </div>
      )}
      {children}
    </Ariakit.Menu>
  );
}

/** A sheet is placed by CSS alone. */
const ignorePosition = () => {};

type ItemLook = { icon?: ReactNode; shortcut?: string; description?: ReactNode; children: ReactNode };
export type MenuItemProps = ItemLook & {
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  href?: string;
  keepOpen?: boolean;
};

/** One act. With `href` it is a link. */
export function MenuItem({ onSelect, danger, disabled, href, keepOpen, ...look }: MenuItemProps) {
  return (
    <Ariakit.MenuItem
      className={cx(styles.item, danger && styles.danger)}
      onClick={onSelect}
      disabled={disabled}
      accessibleWhenDisabled
      hideOnClick={!keepOpen}
      render={href ? <a href={href} /> : undefined}
    >
      <ItemContent {...look} />
    </Ariakit.MenuItem>
  );
}

export type MenuCheckItemProps = ItemLook & {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

/** An option that is on or off; the menu stays open. */
export function MenuCheckItem({ checked, onChange, disabled, ...look }: MenuCheckItemProps) {
  const name = useId();
  return (
    <Ariakit.MenuItemCheckbox
      className={styles.item}
      name={name}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
      disabled={disabled}
      accessibleWhenDisabled
    >
      <ItemContent {...look} />
      <Check className={cx(styles.check, !checked && styles.unchecked)} aria-hidden />
    </Ariakit.MenuItemCheckbox>
  );
}

export type MenuRadioItemProps = ItemLook & { checked: boolean; onSelect: () => void; disabled?: boolean };

/** One of several; put them in a `MenuGroup`. Choosing closes the menu. */
export function MenuRadioItem({ checked, onSelect, disabled, ...look }: MenuRadioItemProps) {
  return (
    <Ariakit.MenuItem
      role="menuitemradio"
      aria-checked={checked}
      className={styles.item}
      onClick={onSelect}
      disabled={disabled}
      accessibleWhenDisabled
    >
      <ItemContent {...look} />
      <Check className={cx(styles.check, !checked && styles.unchecked)} aria-hidden />
    </Ariakit.MenuItem>
  );
}

export type MenuSign = { key: string; label: string; sign: ReactNode; checked?: boolean; onSelect: () => void };

/** Choices that need no words, side by side. */
export function MenuSigns({ label, signs }: { label: string; signs: readonly MenuSign[] }) {
  return (
    <Ariakit.MenuGroup className={styles.signs} aria-label={label}>
      {signs.map(({ key, label: name, sign, checked, onSelect }) => (
        <Ariakit.MenuItem
          key={key}
          className={styles.sign}
          aria-label={name}
          {...(checked !== undefined && { role: 'menuitemcheckbox', 'aria-checked': checked })}
          onClick={onSelect}
        >
          {sign}
        </Ariakit.MenuItem>
      ))}
    </Ariakit.MenuGroup>
  );
}

export type SubMenuProps = ItemLook & { label: string; items: ReactNode; disabled?: boolean };

/** An item that opens a further menu: `children` is the item, `items` what opens. */
export function SubMenu({ label, items, disabled, ...look }: SubMenuProps) {
  return (
    <Ariakit.MenuProvider placement="right-start">
      <Ariakit.MenuItem
        className={styles.item}
        disabled={disabled}
        accessibleWhenDisabled
        focusOnHover
        hideOnClick={false}
        render={<Ariakit.MenuButton />}
      >
        <ItemContent {...look} />
        <ChevronRight className={styles.chevron} aria-hidden />
      </Ariakit.MenuItem>
      <Surface label={label}>{items}</Surface>
    </Ariakit.MenuProvider>
  );
}

/** A line between groups. */
export function MenuSeparator() {
  return <Ariakit.MenuSeparator className={styles.separator} />;
}

export type MenuGroupProps = { label: ReactNode; children: ReactNode };

/** Items under a small heading. */
export function MenuGroup({ label, children }: MenuGroupProps) {
  return (
    <Ariakit.MenuGroup>
      <Ariakit.MenuGroupLabel className={styles.groupLabel}>{label}</Ariakit.MenuGroupLabel>
      {children}
    </Ariakit.MenuGroup>
  );
}

function ItemContent({ icon, shortcut, description, children }: ItemLook) {
  return (
    <>
      {icon && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      <span className={styles.text}>
        {children}
        {description && <span className={styles.description}>{description}</span>}
      </span>
      {shortcut && (
        <span className={styles.shortcut} aria-hidden>
          <Kbd keys={shortcut} />
        </span>
      )}
    </>
  );
}
