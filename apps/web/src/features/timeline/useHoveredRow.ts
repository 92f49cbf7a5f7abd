import { useMemo, useRef, useState, type PointerEvent } from 'react';

/**
 * The row that the pointer was moved to. While the list scrolls its rows hear nothing of the pointer (virtua sees to that), so whoever
 * moved it then means the row that lies under it when the list has come to rest. `first`: the row that it is on when the list appears.
 */
export function useHoveredRow(first: string | null) {
  const [hovered, setHovered] = useState(first);
  const unheard = useRef(false);
  const ofFeed = useMemo(
    () => ({
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        unheard.current = event.pointerType !== 'touch' && isDeaf(event);
      },
      onPointerOver: ({ target }: PointerEvent<HTMLElement>) => {
        const row = unheard.current ? (target as Element).closest<HTMLElement>('[data-row]') : null;
        if (!row) return;
        unheard.current = false;
        setHovered(row.dataset['row'] ?? null);
      },
      onPointerLeave: () => {
        unheard.current = false;
        setHovered(null);
      },
    }),
    [],
  );
  return { hovered, setHovered, ofFeed };
}

function isDeaf({ target, currentTarget }: PointerEvent<HTMLElement>): boolean {
  const list = currentTarget.firstElementChild as HTMLElement | null;
  return target === currentTarget && list?.style.pointerEvents === 'none';
}
