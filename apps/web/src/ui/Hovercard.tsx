import { useEffect, useLayoutEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { usePreloadedLayers } from './layers.ts';
import { LayerBoundary } from './LayerBoundary.tsx';
import { lazyAgain } from './lazyAgain.tsx';
import type { Placement } from './placeBeside.ts';

const Popup = lazyAgain(async () => (await import('./PopoverLayer.tsx')).PopoverPopup);

const showAfterMs = 400;
/** Long enough to cross the gap to the card. */
const hideAfterMs = 250;

/** What was shown last stays known while it fades away. */
type Shown<What> =
  | { state: 'never' }
  | { state: 'hovered' | 'pressed' | 'closing'; what: What; anchor: HTMLElement; takesFocus: boolean };

/** What anchors do. Always the same object. */
export interface HovercardTriggers<What> {
  over: (what: What, anchor: HTMLElement) => void;
  out: () => void;
  press: (what: What, anchor: HTMLElement) => void;
}

export interface HovercardState<What> {
  shown: Shown<What>;
  triggers: HovercardTriggers<What>;
  stay: () => void;
  close: () => void;
}

/** One card for any number of anchors: after 400 ms of hovering, or at once and with the focus when one is pressed. */
export function useHovercard<What>(): HovercardState<What> {
  const [shown, setShown] = useState<Shown<What>>({ state: 'never' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const acts = useMemo(() => {
    const now = (change: () => void) => {
      clearTimeout(timer.current);
      change();
    };
    const after = (ms: number, change: () => void) => now(() => (timer.current = setTimeout(change, ms)));
    const close = () => now(() => setShown(closed));
    const triggers: HovercardTriggers<What> = {
      over: (what, anchor) => after(showAfterMs, () => setShown({ state: 'hovered', what, anchor, takesFocus: false })),
      // What was pressed stays until it is closed.
      out: () => after(hideAfterMs, () => setShown((now) => (now.state === 'hovered' ? closed(now) : now))),
      press: (what, anchor) =>
        now(() =>
          setShown((before) =>
            before.state === 'pressed' && before.anchor === anchor
              ? closed(before)
              : { state: 'pressed', what, anchor, takesFocus: true },
          ),
        ),
    };
    return { close, triggers, stay: () => clearTimeout(timer.current) };
  }, []);
  return { shown, ...acts };
}

function closed<What>(shown: Shown<What>): Shown<What> {
  return shown.state === 'never' ? shown : { ...shown, state: 'closing' };
}

/** The props of an anchor: a button or link that takes DOM props. */
export function hovercardAnchor<What>(triggers: HovercardTriggers<What>, what: What) {
  return {
    'aria-haspopup': 'dialog',
    onPointerEnter: ({ pointerType, currentTarget }: PointerEvent<HTMLElement>) =>
      pointerType === 'touch' || triggers.over(what, currentTarget),
    onPointerLeave: triggers.out,
    onClick: ({ currentTarget }: { currentTarget: HTMLElement }) => triggers.press(what, currentTarget),
  } as const;
}

export type HovercardProps<What> = {
  card: HovercardState<What>;
  label: string;
  children: (what: What) => ReactNode;
  placement?: Placement;
  className?: string;
};

/** The card itself, beside its anchor; on phones a bottom sheet. Esc and a press elsewhere close it. */
export function Hovercard<What>({ card, label, children, placement = 'top-start', className }: HovercardProps<What>) {
  usePreloadedLayers();
  const { shown } = card;
  const anchor = shown.state === 'never' ? null : shown.anchor;
  const opener = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    opener.current = anchor;
  }, [anchor]);
  if (shown.state === 'never') return null;
  return (
    <LayerBoundary open={shown.state !== 'closing'} onClose={card.close}>
      <Popup
        kind={shown.takesFocus ? 'popover' : 'card'}
        label={label}
        open={shown.state !== 'closing'}
        onClose={card.close}
        opener={opener}
        anchor={shown.anchor}
        placement={placement}
        flush
        className={className}
        onPointerEnter={card.stay}
        onPointerLeave={card.triggers.out}
      >
        {children(shown.what)}
      </Popup>
    </LayerBoundary>
  );
}
