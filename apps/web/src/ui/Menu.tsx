import * as Ariakit from '@ariakit/react';
import { Check, ChevronRight } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import { useIsPhone } from './media.ts';
import type { Placement } from './Tooltip.tsx';
import styles from './Menu.module.css';

type MenuContents = {
  /** Names the menu; on phones it is shown as the sheet's title. */
  label: string;
  children: ReactNode;
  className?: string;
};
export type MenuProps = MenuContents & {
  /** The button, usually a `Button` or `IconButton`. */
  trigger: ReactElement;
  placement?: Placement;
  onOpenChange?: (open: boolean) => void;
};

/** A menu under a button; a bottom sheet on phones. */
export function Menu({ trigger, placement = 'bottom-start', onOpenChange, ...contents }: MenuProps) {
  return (
    <Ariakit.MenuProvider placement={placement} setOpen={onOpenChange}>
      <Ariakit.MenuButton render={trigger} />
      <MenuPopup {...contents} />
    </Ariakit.MenuProvider>
  );
}

export type MenuPoint = {
  x: number;
  y: number;
  /** Opened from the keyboard: the first item gets the focus. */
  byKey?: boolean;
  /** Gets the focus back. */
  opener?: HTMLElement;
};
export type ContextMenuProps = MenuContents & {
  /** `null` = closed. Use `useContextMenu` to get it. */
  at: MenuPoint | null;
  onClose: () => void;
};

/** A menu that opens at a point: right click, Shift+F10, long press. */
export function ContextMenu({ at, onClose, ...contents }: ContextMenuProps) {
  const menu = Ariakit.useMenuStore({ open: at !== null, setOpen: (open) => open || onClose(), placement: 'bottom-start' });
  // While it fades away `at` is null already.
  const last = useRef(at);
  const opener = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (!at) return;
    last.current = at;
    opener.current = at.opener ?? null;
    menu.setInitialFocus(at.byKey ? 'first' : 'container');
    menu.setAutoFocusOnShow(true);
    menu.render();
  }, [at, menu]);
  return (
    <Ariakit.MenuProvider store={menu}>
      <MenuPopup {...contents} pointed={last} opener={opener} />
    </Ariakit.MenuProvider>
  );
}

type PopupPlace = { pointed?: RefObject<MenuPoint | null>; opener?: RefObject<HTMLElement | null> };

function MenuPopup({ label, children, className, pointed, opener }: MenuContents & PopupPlace) {
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
      backdrop={sheet && !nested ? <div className={styles.backdrop} /> : false}
      getAnchorRect={pointed ? () => ({ x: pointed.current?.x ?? 0, y: pointed.current?.y ?? 0, width: 0, height: 0 }) : undefined}
      finalFocus={opener}
      updatePosition={sheet ? ignorePosition : undefined}
      wrapperProps={sheet ? { className: styles.sheetWrapper, style: undefined } : { style: { zIndex: 'var(--z-dialog)' } }}
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
export type MenuItemProps = ItemLook & { onSelect?: () => void; danger?: boolean; disabled?: boolean; href?: string; keepOpen?: boolean };

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

export type MenuCheckItemProps = ItemLook & { checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean };

/** An option that is on or off; the menu stays open. */
export function MenuCheckItem({ checked, onChange, disabled, ...look }: MenuCheckItemProps) {
  return (
    <Ariakit.MenuItemCheckbox
      className={styles.item}
      name={String(look.children)}
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
      <MenuPopup label={label}>{items}</MenuPopup>
    </Ariakit.MenuProvider>
  );
}

/** A line between groups. */
export function MenuSeparator() {
  return <Ariakit.MenuSeparator className={styles.separator} />;
}

/** Items under a small heading. */
export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
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
