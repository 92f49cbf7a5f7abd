import {
  cloneElement,
  useCallback,
  useEffect,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type Ref,
  type RefCallback,
  type RefObject,
} from 'react';

/**
 * What opens over the page (menus, dialogs, popovers) is a third of our code and never part of the first paint: each lives
 * in a `…Layer.tsx` chunk that is fetched when the page is idle, or on the first opening if that comes earlier. Triggers stay
 * plain elements, so nothing is remounted and no focus lost when the chunk arrives.
 */
export type OpenedBy = 'pointer' | 'first' | 'last';

let preloading = false;

/** Fetches all layers once, when the page has nothing better to do. */
export function usePreloadedLayers(): void {
  useEffect(() => {
    if (preloading) return;
    preloading = true;
    const preload = () => {
      // Offline, the first opening tries again.
      Promise.all([
        import('./MenuLayer.tsx'),
        import('./DialogLayer.tsx'),
        import('./PopoverLayer.tsx'),
        import('./SelectLayer.tsx'),
      ]).catch(() => (preloading = false));
    };
    if (typeof requestIdleCallback === 'function') requestIdleCallback(preload, { timeout: 5000 });
    else setTimeout(preload, 1500);
  }, []);
}

/** Stays true after the first time: a layer is mounted late and then kept, so that it can fade away. */
export function useWasEver(open: boolean): boolean {
  const [ever, setEver] = useState(open);
  if (open && !ever) setEver(true);
  return ever || open;
}

type AnyProps = Record<string, unknown> & { ref?: Ref<HTMLElement>; children?: unknown };

/** The element with more props; handlers and refs of both are kept, the element's own handlers come first. */
export function useTrigger(
  element: ReactElement,
  opener: RefObject<HTMLElement | null>,
  added: Record<string, unknown>,
): ReactElement {
  const own = element.props as AnyProps;
  const ownRef = own.ref;
  const ref = useCallback(
    (filled: HTMLElement | null) => {
      fill(opener, filled);
      return fill(ownRef, filled);
    },
    [ownRef, opener],
  );
  const merged: Record<string, unknown> = { ref };
  for (const [name, value] of Object.entries(added)) {
    const mine = own[name];
    merged[name] =
      typeof value === 'function' && typeof mine === 'function' ? inTurn(mine as Handler, value as Handler) : value;
  }
  return cloneElement(element, merged);
}

function fill(ref: Ref<HTMLElement> | undefined, element: HTMLElement | null): ReturnType<RefCallback<HTMLElement>> {
  if (typeof ref === 'function') return ref(element);
  if (ref) ref.current = element;
}

type Handler = (event: { defaultPrevented?: boolean }) => void;

function inTurn(first: Handler, second: Handler): Handler {
  return (event) => {
    first(event);
    if (!event.defaultPrevented) second(event);
  };
}

/** What a button needs to open and close a layer. A click without a pointer comes from Enter or Space. */
export function disclosure(
  open: boolean,
  kind: 'menu' | 'dialog',
  toggle: (open: boolean, by: OpenedBy) => void,
): Record<string, unknown> {
  return {
    'aria-haspopup': kind,
    'aria-expanded': open,
    onClick: (event: MouseEvent) => toggle(!open, event.detail === 0 ? 'first' : 'pointer'),
    ...(kind === 'menu' && {
      onKeyDown: (event: KeyboardEvent) => {
        const by = event.key === 'ArrowDown' ? 'first' : event.key === 'ArrowUp' ? 'last' : undefined;
        if (!by) return;
        event.preventDefault();
        toggle(true, by);
      },
    }),
  };
}
