type Side = 'top' | 'bottom' | 'left' | 'right';
export type Placement = Side | `${Side}-${'start' | 'end'}`;
type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom' | 'width' | 'height'>;

const gapPx = 6;
const edgePx = 8;
const opposite: Readonly<Record<Side, Side>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** Where a fixed box goes beside an anchor: on the wanted side if it fits, else on the other; never outside the window. */
export function placeBeside(
  anchor: Box,
  box: { offsetWidth: number; offsetHeight: number },
  placement: Placement,
  view: { width: number; height: number } = { width: window.innerWidth, height: window.innerHeight },
): { left: number; top: number } {
  const [side, align] = placement.split('-') as [Side, 'start' | 'end' | undefined];
  const size = { width: box.offsetWidth, height: box.offsetHeight };
  const room: Record<Side, number> = {
    top: anchor.top,
    bottom: view.height - anchor.bottom,
    left: anchor.left,
    right: view.width - anchor.right,
  };
  const needed = (side === 'top' || side === 'bottom' ? size.height : size.width) + gapPx;
  const chosen = room[side] < needed && room[opposite[side]] > room[side] ? opposite[side] : side;
  const vertical = chosen === 'top' || chosen === 'bottom';
  const left = vertical
    ? along(anchor.left, anchor.right, size.width, align)
    : chosen === 'left'
      ? anchor.left - size.width - gapPx
      : anchor.right + gapPx;
  const top = vertical
    ? chosen === 'top'
      ? anchor.top - size.height - gapPx
      : anchor.bottom + gapPx
    : along(anchor.top, anchor.bottom, size.height, align);
  return { left: clamp(left, view.width - size.width - edgePx), top: clamp(top, view.height - size.height - edgePx) };
}

function along(start: number, end: number, size: number, align: 'start' | 'end' | undefined): number {
  if (align === 'start') return start;
  return align === 'end' ? end - size : (start + end - size) / 2;
}

const clamp = (value: number, most: number): number => Math.round(Math.max(edgePx, Math.min(value, most)));
