import { useState } from 'react';

const key = 'roost.sidebarWidth';
export const narrowest = 200;
export const widest = 400;
export const usual = 264;

/** The sidebar's width in px; kept on this device. */
export function useSidebarWidth() {
  const [width, setWidth] = useState(() => sane(Number(localStorage.getItem(key) ?? usual)));
  const keep = (next: number) => {
    const width = sane(next);
    setWidth(width);
    localStorage.setItem(key, String(width));
  };
  return [width, keep] as const;
}

function sane(width: number): number {
  return Number.isFinite(width) ? Math.round(Math.min(widest, Math.max(narrowest, width))) : usual;
}
