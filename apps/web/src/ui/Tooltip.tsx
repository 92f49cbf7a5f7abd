import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { createPortal } from 'react-dom';
import { Kbd } from './Kbd.tsx';
import { useTrigger } from './layers.ts';
import { placeBeside, type Placement } from './placeBeside.ts';
import styles from './Tooltip.module.css';

export type { Placement } from './placeBeside.ts';
export type TooltipProps = {
  label: ReactNode;
  shortcut?: string;
  placement?: Placement;
  /** One element that takes `ref` and DOM props. It must have a name of its own: a tooltip is never the only one. */
  children: ReactElement;
};

const delayMs = 400;
/** Going along a row of buttons, only the first one waits. */
const warmMs = 400;
let lastHiddenAt = -Infinity;

/** A short hint on hover and keyboard focus; never on touch. Own, not Ariakit's: there is one on every icon button. */
export function Tooltip({ label, shortcut, placement = 'top', children }: TooltipProps) {
  const anchor = useRef<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shownAt, setShownAt] = useState<HTMLElement | null>(null);

  const hide = () => {
    clearTimeout(timer.current);
    if (shownAt) lastHiddenAt = performance.now();
    setShownAt(null);
  };
  const show = () => {
    if (anchor.current?.getAttribute('aria-expanded') !== 'true') setShownAt(anchor.current);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const element = useTrigger(children, anchor, {
    onPointerEnter: (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      clearTimeout(timer.current);
      timer.current = setTimeout(show, performance.now() - lastHiddenAt < warmMs ? 0 : delayMs);
    },
    onPointerLeave: hide,
    onPointerDown: hide,
    onFocus: (event: FocusEvent<HTMLElement>) => event.currentTarget.matches(':focus-visible') && show(),
    onBlur: hide,
  });
  return (
    <>
      {element}
      {shownAt && <Bubble anchor={shownAt} label={label} shortcut={shortcut} placement={placement} onHide={hide} />}
    </>
  );
}

type BubbleProps = {
  anchor: HTMLElement;
  label: ReactNode;
  shortcut: string | undefined;
  placement: Placement;
  onHide: () => void;
};

function Bubble({ anchor, label, shortcut, placement, onHide }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  const [style, setStyle] = useState<CSSProperties>({ visibility: 'hidden' });
  useLayoutEffect(() => {
    if (bubble.current) setStyle(placeBeside(anchor.getBoundingClientRect(), bubble.current, placement));
  }, [anchor, placement, label]);
  const hide = useEffectEvent(onHide);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => event.key === 'Escape' && hide();
    const onScroll = () => hide();
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, []);
  return createPortal(
    <div ref={bubble} role="tooltip" aria-hidden className={styles.tooltip} style={style}>
      {label}
      {shortcut && <Kbd keys={shortcut} />}
    </div>,
    document.body,
  );
}
