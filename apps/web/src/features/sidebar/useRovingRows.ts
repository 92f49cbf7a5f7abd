import { createContext, useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';

const typedWithinMs = 700;

/** The key of the row that Tab leads to. */
export const TabStopContext = createContext<string | null>(null);

/**
 * One Tab stop for the whole list, at first the page that is open: arrows move, Home and End jump, Left and Right fold and unfold, letters find a name.
 * Rows are the elements with `data-row` (their key) and `data-name`, in the order in which they stand on the page.
 */
export function useRovingRows(list: RefObject<HTMLElement | null>) {
  const [focused, setFocused] = useState<string | null>(null);
  const [fallback, setFallback] = useState<string | null>(null);
  const typed = useRef({ text: '', at: 0 });

  // The last visited row may be gone, and at first nothing was visited: Tab must still lead somewhere.
  useEffect(() => {
    const box = list.current;
    if (!box) return;
    const look = () => {
      if (focused !== null && isRow(box, focused)) return setFallback(null);
      const row =
        box.querySelector<HTMLElement>('[data-row][aria-current="page"]') ??
        box.querySelector<HTMLElement>('[data-row]');
      setFallback(row?.dataset['row'] ?? null);
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(box, { subtree: true, childList: true, attributeFilter: ['aria-current'] });
    return () => observer.disconnect();
  }, [list, focused]);

  const onFocus = (event: FocusEvent) => {
    const key = (event.target as HTMLElement).dataset['row'];
    if (key) setFocused(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = rows(list.current);
    const here = all.indexOf(document.activeElement as HTMLElement);
    if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = destination(event.key, all, here) ?? byTyping(event.key, all, here, typed.current);
    if (!target) return;
    event.preventDefault();
    if (target === 'toggle') all[here]?.click();
    else target.focus();
  };
  return { tabStop: fallback ?? focused, onFocus, onKeyDown };
}

function isRow(list: HTMLElement, key: string): boolean {
  return list.querySelector(`[data-row="${CSS.escape(key)}"]`) !== null;
}

function rows(list: HTMLElement | null): HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>('[data-row]')] : [];
}

function destination(key: string, all: HTMLElement[], here: number): HTMLElement | 'toggle' | undefined {
  const expanded = all[here]?.getAttribute('aria-expanded');
  switch (key) {
    case 'ArrowDown':
      return all[Math.min(all.length - 1, here + 1)];
    case 'ArrowUp':
      return all[Math.max(0, here - 1)];
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    case 'ArrowLeft':
      return expanded === 'true'
        ? 'toggle'
        : expanded === null
          ? all.slice(0, here).findLast((row) => row.ariaExpanded ?? row.getAttribute('aria-expanded'))
          : undefined;
    case 'ArrowRight':
      return expanded === 'false' ? 'toggle' : expanded === 'true' ? all[here + 1] : undefined;
  }
  return undefined;
}

function byTyping(
  key: string,
  all: HTMLElement[],
  here: number,
  typed: { text: string; at: number },
): HTMLElement | undefined {
  if ([...key].length !== 1 || (key === ' ' && typed.text === '')) return undefined;
  const now = Date.now();
  typed.text = (now - typed.at < typedWithinMs ? typed.text : '') + key.toLocaleLowerCase();
  typed.at = now;
  // A first letter looks for the next row, further letters may stay on the one that they found.
  const from = typed.text.length === 1 ? here + 1 : here;
  const inTurn = [...all.slice(from), ...all.slice(0, from)];
  return inTurn.find((row) => row.dataset['name']?.toLocaleLowerCase().startsWith(typed.text));
}
