import { useLayoutEffect, useState, type RefObject } from 'react';

/** Rows of a stretch. */
export const STRETCH = 50;
/** So few stretches are always there. */
const FEW = 2;
/** How far beyond what is in sight rows are there already, for the keyboard and for quick scrolling. */
const AHEAD_PX = 900;

type Range = { from: number; to: number };
const first: Range = { from: 0, to: FEW };

/**
 * Which stretches of a long list of equally high rows are in sight or nearly so. Thousands of rows that nobody sees would make every
 * paint of the page slow.
 */
export function useNearStretches(
  list: RefObject<HTMLElement | null>,
  rows: number,
  isFolded: boolean,
): (stretch: number) => boolean {
  const [near, setNear] = useState(first);
  const isLong = rows > FEW * STRETCH && !isFolded;
  useLayoutEffect(() => {
    const box = list.current?.closest<HTMLElement>('[data-scrolls]');
    if (!box || !isLong) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const next = inSight(box, list.current!, rows);
      setNear((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    box.addEventListener('scroll', soon, { passive: true });
    const resized = new ResizeObserver(soon);
    resized.observe(box);
    return () => {
      cancelAnimationFrame(frame);
      box.removeEventListener('scroll', soon);
      resized.disconnect();
    };
  }, [list, rows, isLong]);
  return (stretch) => !isLong || (stretch >= near.from && stretch < near.to);
}

function inSight(box: HTMLElement, list: HTMLElement, rows: number): Range {
  const place = list.getBoundingClientRect();
  const stretchPx = (place.height / rows) * STRETCH;
  if (stretchPx === 0) return first;
  const top = box.getBoundingClientRect().top - place.top;
  return {
    from: Math.floor((top - AHEAD_PX) / stretchPx),
    to: Math.ceil((top + box.clientHeight + AHEAD_PX) / stretchPx),
  };
}
