import * as Ariakit from '@ariakit/react';
import { useEffect, useLayoutEffect, useRef, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.ts';
import { useIsPhone } from './media.ts';
import menu from './Menu.module.css';
import type { Placement } from './placeBeside.ts';
import { overLayers } from './overLayers.ts';
import styles from './Popover.module.css';

export type PopoverPopupProps = {
  label: string;
  open: boolean;
  onClose: () => void;
  opener: RefObject<HTMLElement | null>;
  /** The opener, where it may change while the popover is there. */
  anchor?: HTMLElement;
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
  anchor,
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
    const element = anchor ?? opener.current;
    popover.setDisclosureElement(element);
    popover.setAnchorElement(element);
    popover.render();
  }, [open, opener, anchor, popover]);
  const content = useRef<HTMLDivElement>(null);
  const isFocused = kind === 'popover';
  useEffect(() => {
    // A card that hovering had opened takes the focus when its anchor is pressed.
    const element = content.current;
    if (open && isFocused && element && !element.contains(document.activeElement))
      element.querySelector<HTMLElement>('button, a[href], input')?.focus();
  }, [open, isFocused]);
  return (
    <Ariakit.PopoverProvider store={popover}>
      <Ariakit.Popover
        {...pointer}
        ref={content}
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
        getPersistentElements={overLayers}
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
