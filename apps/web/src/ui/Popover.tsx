import {
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { disclosure, usePreloadedLayers, useTrigger, useWasEver } from './layers.ts';
import type { Placement } from './placeBeside.ts';

const Popup = lazy(() => import('./PopoverLayer.tsx').then((module) => ({ default: module.PopoverPopup })));

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
        <Suspense fallback={null}>
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
        </Suspense>
      )}
    </>
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

const showAfterMs = 400;
/** Long enough to cross the gap to the card. */
const hideAfterMs = 250;

/** Details of a person or channel after 400 ms of hovering. Nothing may be found only here. */
export function Hovercard({ anchor, label, children, placement = 'top-start', className }: HovercardProps) {
  usePreloadedLayers();
  const opener = useRef<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const soon = (next: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), next ? showAfterMs : hideAfterMs);
  };
  const now = (next: boolean) => {
    clearTimeout(timer.current);
    setOpen(next);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const element = useTrigger(anchor, opener, {
    onPointerEnter: (event: PointerEvent) => event.pointerType !== 'touch' && soon(true),
    onPointerLeave: () => soon(false),
    onPointerDown: () => now(false),
  });
  const mounted = useWasEver(open);
  return (
    <>
      {element}
      {mounted && (
        <Suspense fallback={null}>
          <Popup
            kind="card"
            label={label}
            open={open}
            onClose={() => now(false)}
            opener={opener}
            placement={placement}
            flush
            className={className}
            onPointerEnter={() => now(true)}
            onPointerLeave={() => soon(false)}
          >
            {children}
          </Popup>
        </Suspense>
      )}
    </>
  );
}
