import * as Ariakit from '@ariakit/react';
import { useLayoutEffect, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.ts';
import { useIsPhone } from './media.ts';
import menu from './Menu.module.css';
import type { Placement } from './placeBeside.ts';
import styles from './Popover.module.css';

export type PopoverPopupProps = {
  label: string;
  open: boolean;
  onClose: () => void;
  opener: RefObject<HTMLElement | null>;
  placement: Placement;
  /** `card`: takes no focus and stays while the pointer is over it. */
  kind: 'popover' | 'card';
  flush?: boolean;
  className?: string;
  onPointerEnter?: (event: PointerEvent) => void;
  onPointerLeave?: (event: PointerEvent) => void;
  children: ReactNode;
};

/** The popover itself, beside its opener; a bottom sheet on phones unless it is a card. */
export function PopoverPopup({
  label,
  open,
  onClose,
  opener,
  placement,
  kind,
  flush,
  className,
  children,
  ...pointer
}: PopoverPopupProps) {
  const popover = Ariakit.usePopoverStore({ open, setOpen: (next) => next || onClose(), placement });
  const sheet = useIsPhone() && kind === 'popover';
  useLayoutEffect(() => {
    if (!open) return;
    popover.setDisclosureElement(opener.current);
    popover.setAnchorElement(opener.current);
    popover.render();
  }, [open, opener, popover]);
  return (
    <Ariakit.PopoverProvider store={popover}>
      <Ariakit.Popover
        {...pointer}
        aria-label={label}
        portal
        preserveTabOrder={kind === 'popover'}
        autoFocusOnShow={kind === 'popover'}
        autoFocusOnHide={kind === 'popover'}
        finalFocus={opener}
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
        {children}
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  );
}
