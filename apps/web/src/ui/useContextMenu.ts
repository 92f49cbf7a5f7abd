import { useMemo, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { MenuPoint } from './MenuLayer.tsx';

const longPressMs = 450;
const pressSlopPx = 10;
/** What has a menu or a use of its own when it is pressed. */
const apart = 'a[href], input, textarea';

/** What opens a `ContextMenu`: spread `triggerProps` on the element, give `at` and `close` to the menu. */
export function useContextMenu() {
  const [at, setAt] = useState<MenuPoint | null>(null);
  const triggerProps = useMemo(() => ({ ...clickAndKeys(setAt), ...longPress(setAt) }), []);
  return { at, open: setAt, close: () => setAt(null), triggerProps };
}

type SetPoint = (at: MenuPoint) => void;

function clickAndKeys(open: SetPoint) {
  return {
    onContextMenu: (event: MouseEvent) => {
      // Right click on a link or on selected text keeps the browser's own menu.
      if (event.defaultPrevented || isApart(event.target)) return;
      // The long press sees to fingers; some browsers tell of it here too.
      if ((event.nativeEvent as { pointerType?: string }).pointerType === 'touch') return event.preventDefault();
      if (window.getSelection()?.type === 'Range' && event.button === 2) return;
      event.preventDefault();
      // The menu key reports 0,0: use the element's own place.
      const opener = event.currentTarget as HTMLElement;
      open(event.clientX || event.clientY ? { x: event.clientX, y: event.clientY, opener } : placeOf(opener));
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ContextMenu' && !(event.shiftKey && event.key === 'F10')) return;
      event.preventDefault();
      open(placeOf(event.currentTarget as HTMLElement));
    },
  };
}

function longPress(open: SetPoint) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: MenuPoint = { x: 0, y: 0 };
  const cancel = () => clearTimeout(timer);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== 'touch' || isApart(event.target)) return;
      start = { x: event.clientX, y: event.clientY, opener: event.currentTarget as HTMLElement };
      cancel();
      timer = setTimeout(() => {
        ignoreRelease();
        open(start);
      }, longPressMs);
    },
    onPointerMove: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > pressSlopPx) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}

const isApart = (target: EventTarget): boolean => (target as Element).closest(apart) !== null;

/** The finger is still down, perhaps where the menu has just appeared: lifting it must press nothing there. */
function ignoreRelease(): void {
  const release = new AbortController();
  const { signal } = release;
  const onEnd = (event: Event) => {
    event.preventDefault();
    release.abort();
  };
  window.addEventListener('touchend', onEnd, { capture: true, passive: false, signal });
  window.addEventListener('touchcancel', () => release.abort(), { signal });
}

function placeOf(element: HTMLElement): MenuPoint {
  const box = element.getBoundingClientRect();
  return {
    x: box.left + Math.min(24, box.width / 2),
    y: box.top + Math.min(box.height, 28),
    byKey: true,
    opener: element.closest<HTMLElement>('[tabindex]') ?? element,
  };
}
