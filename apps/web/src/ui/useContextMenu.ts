import { useMemo, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { MenuPoint } from './MenuLayer.tsx';

const longPressMs = 450;
const pressSlopPx = 10;
/** What has a menu or a use of its own when it is pressed. */
const apart = 'a[href], input, textarea';

/**
 * What opens a `ContextMenu`: spread `triggerProps` on the element, give `at` and `close` to the menu. With `rows`, a selector, the
 * element is a list whose rows, links too, have the menu: `at.opener` is the row that was meant.
 */
export function useContextMenu(rows?: string) {
  const [at, setAt] = useState<MenuPoint | null>(null);
  const triggerProps = useMemo(() => {
    const find: Find = rows ? rowIn(rows) : wholeElement;
    return { ...clickAndKeys(setAt, find), ...longPress(setAt, find) };
  }, [rows]);
  return { at, open: setAt, close: () => setAt(null), triggerProps };
}

type SetPoint = (at: MenuPoint) => void;
/** The element whose menu is meant; null where something else is. */
type Find = (event: { target: EventTarget; currentTarget: EventTarget }) => HTMLElement | null;

const isApart = (target: EventTarget): boolean => (target as Element).closest(apart) !== null;
const wholeElement: Find = ({ target, currentTarget }) => (isApart(target) ? null : (currentTarget as HTMLElement));
const rowIn =
  (rows: string): Find =>
  ({ target }) =>
    (target as Element).closest<HTMLElement>(rows);

function clickAndKeys(open: SetPoint, find: Find) {
  return {
    onContextMenu: (event: MouseEvent) => {
      // Right click on a link or on selected text keeps the browser's own menu.
      const opener = event.defaultPrevented ? null : find(event);
      if (!opener) return;
      // The long press sees to fingers; some browsers tell of it here too.
      if ((event.nativeEvent as { pointerType?: string }).pointerType === 'touch') return event.preventDefault();
      if (window.getSelection()?.type === 'Range' && event.button === 2) return;
      event.preventDefault();
      // The menu key reports 0,0: use the element's own place.
      open(event.clientX || event.clientY ? { x: event.clientX, y: event.clientY, opener } : placeOf(opener));
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ContextMenu' && !(event.shiftKey && event.key === 'F10')) return;
      const opener = rowsOrSelf(find, event);
      if (!opener) return;
      event.preventDefault();
      open(placeOf(opener));
    },
  };
}

/** From the keyboard the menu is there also when something in it that has a use of its own has the focus. */
function rowsOrSelf(find: Find, event: KeyboardEvent): HTMLElement | null {
  return find === wholeElement ? (event.currentTarget as HTMLElement) : find(event);
}

function longPress(open: SetPoint, find: Find) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: MenuPoint = { x: 0, y: 0 };
  const cancel = () => clearTimeout(timer);
  return {
    onPointerDown: (event: PointerEvent) => {
      const opener = event.pointerType === 'touch' ? find(event) : null;
      if (!opener) return;
      start = { x: event.clientX, y: event.clientY, opener };
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
