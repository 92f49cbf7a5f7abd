import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Whether unread rows (`data-unread`) lie outside of what one sees of the list, and how to get to the nearest. */
export function useHiddenUnreads(list: RefObject<HTMLElement | null>) {
  const [hidden, setHidden] = useState({ above: false, below: false });
  useEffect(() => {
    const box = list.current;
    if (!box) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const { above, below } = outside(box);
      setHidden((now) => {
        const next = { above: above.length > 0, below: below.length > 0 };
        return now.above === next.above && now.below === next.below ? now : next;
      });
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    soon();
    box.addEventListener('scroll', soon, { passive: true });
    const resized = new ResizeObserver(soon);
    resized.observe(box);
    const changed = new MutationObserver(soon);
    changed.observe(box, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-unread'] });
    return () => {
      cancelAnimationFrame(frame);
      box.removeEventListener('scroll', soon);
      resized.disconnect();
      changed.disconnect();
    };
  }, [list]);

  const show = useCallback(
    (where: 'above' | 'below') => {
      if (!list.current) return;
      const rows = outside(list.current)[where];
      const nearest = where === 'above' ? rows.at(-1) : rows[0];
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      nearest?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
      nearest?.focus({ preventScroll: true });
    },
    [list],
  );
  return { ...hidden, showAbove: () => show('above'), showBelow: () => show('below') };
}

function outside(box: HTMLElement): { above: HTMLElement[]; below: HTMLElement[] } {
  const { top, bottom } = box.getBoundingClientRect();
  const unread = [...box.querySelectorAll<HTMLElement>('[data-unread]')];
  const middle = (row: HTMLElement) => {
    const place = row.getBoundingClientRect();
    return (place.top + place.bottom) / 2;
  };
  return { above: unread.filter((row) => middle(row) < top), below: unread.filter((row) => middle(row) > bottom) };
}
