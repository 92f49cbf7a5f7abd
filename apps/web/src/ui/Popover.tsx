import * as Ariakit from '@ariakit/react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import { useIsPhone } from './media.ts';
import menu from './Menu.module.css';
import type { Placement } from './Tooltip.tsx';
import styles from './Popover.module.css';

export type PopoverProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  label: string;
  children: ReactNode | ((close: () => void) => ReactNode);
  placement?: Placement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** No padding. */
  flush?: boolean;
  className?: string;
};

/** A small dialog beside its button; not modal. Esc and a click elsewhere close it. On phones a bottom sheet. */
export function Popover({ trigger, label, children, placement = 'bottom-start', open, onOpenChange, flush, className }: PopoverProps) {
  const popover = Ariakit.usePopoverStore({ placement, open, setOpen: onOpenChange });
  const sheet = useIsPhone();
  return (
    <Ariakit.PopoverProvider store={popover}>
      <Ariakit.PopoverDisclosure render={trigger} />
      <Ariakit.Popover
        aria-label={label}
        portal
        unmountOnHide
        gutter={6}
        overflowPadding={8}
        fitViewport
        modal={sheet}
        backdrop={sheet ? <div className={menu.backdrop} /> : false}
        updatePosition={sheet ? () => {} : undefined}
        wrapperProps={sheet ? { className: menu.sheetWrapper } : { style: { zIndex: 'var(--z-dialog)' } }}
        className={cx(styles.popover, flush && styles.flush, sheet && styles.sheet, className)}
      >
        {typeof children === 'function' ? children(popover.hide) : children}
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  );
}

export type HovercardProps = {
  /** A link or button; what it opens must be reachable by a click on it too. */
  anchor: ReactElement;
  label: string;
  children: ReactNode;
  placement?: Placement;
  className?: string;
};

/** Details of a person or channel after 400 ms of hover or focus-and-arrow. Nothing may be found only here. */
export function Hovercard({ anchor, label, children, placement = 'top-start', className }: HovercardProps) {
  return (
    <Ariakit.HovercardProvider placement={placement} showTimeout={400} hideTimeout={150}>
      <Ariakit.HovercardAnchor render={anchor} />
      <Ariakit.Hovercard
        aria-label={label}
        portal
        unmountOnHide
        gutter={6}
        overflowPadding={8}
        wrapperProps={{ style: { zIndex: 'var(--z-dialog)' } }}
        className={cx(styles.popover, styles.flush, className)}
      >
        {children}
      </Ariakit.Hovercard>
    </Ariakit.HovercardProvider>
  );
}
