import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { disclosure, usePreloadedLayers, useTrigger, useWasEver } from './layers.ts';
import { LayerBoundary } from './LayerBoundary.tsx';
import { lazyAgain } from './lazyAgain.tsx';
import type { Placement } from './placeBeside.ts';

const Popup = lazyAgain(async () => (await import('./PopoverLayer.tsx')).PopoverPopup);

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
export function Popover({
  trigger,
  label,
  children,
  placement = 'bottom-start',
  open: given,
  onOpenChange,
  flush,
  className,
}: PopoverProps) {
  usePreloadedLayers();
  const opener = useRef<HTMLElement | null>(null);
  const [own, setOwn] = useState(false);
  const open = given ?? own;
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const close = () => setOpen(false);
  const button = useTrigger(trigger, opener, disclosure(open, 'dialog', setOpen));
  const mounted = useWasEver(open);
  return (
    <>
      {button}
      {mounted && (
        <LayerBoundary open={open} onClose={close}>
          <Popup
            kind="popover"
            label={label}
            open={open}
            onClose={close}
            opener={opener}
            placement={placement}
            flush={flush}
            className={className}
          >
            {typeof children === 'function' ? children(close) : children}
          </Popup>
        </LayerBoundary>
      )}
    </>
  );
}
