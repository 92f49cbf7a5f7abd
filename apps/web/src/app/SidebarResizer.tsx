import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslations } from 'use-intl';
import styles from './Shell.module.css';

const key = 'roost.sidebarWidth';
const narrowest = 200;
const widest = 400;
const usual = 264;
const step = 16;

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

/** The edge of the sidebar: drag it, or move it with the arrow keys. A double click brings the usual width back. */
export function SidebarResizer({ width, onChange }: { width: number; onChange: (width: number) => void }) {
  const t = useTranslations('sidebar');
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget;
    const startX = event.clientX;
    const direction = getComputedStyle(handle).direction === 'rtl' ? -1 : 1;
    handle.setPointerCapture(event.pointerId);
    const move = (at: globalThis.PointerEvent) => onChange(width + (at.clientX - startX) * direction);
    const stop = () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('lostpointercapture', stop);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', stop);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: width - step, ArrowRight: width + step, Home: narrowest, End: widest }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <div
      className={styles.resizer}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('resize')}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onChange(usual)}
    />
  );
}
