import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';

// Where one reads. Rules: what one is reading never moves; who is at the bottom stays there, whatever grows; a page that comes in
// above shifts nothing.

const atBottomWithinPx = 8;

interface ScrollOptions {
  scroller: RefObject<HTMLDivElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  rowKeys: readonly string[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
  onNearTop: () => void;
  onNearBottom: () => void;
  onRest: () => void;
}

export interface Scroll {
  /** True in the render that puts rows before those that were there. */
  shift: boolean;
  /** More than a screen from the newest row. */
  isFar: boolean;
  atBottom: RefObject<boolean>;
  onScroll: () => void;
  onScrollEnd: () => void;
  toBottom: () => void;
  toRow: (index: number, align: 'start' | 'center' | 'nearest') => void;
}

export function useScroll(options: ScrollOptions): Scroll {
  const { scroller, list, rowKeys } = options;
  const atBottom = useRef(true);
  const [isFar, setFar] = useState(false);
  const shift = useShift(rowKeys);
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });

  const toBottom = useCallback(() => {
    atBottom.current = true;
    const last = latest.current.rowKeys.length - 1;
    if (last >= 0) list.current?.scrollToIndex(last, { align: 'end' });
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [list, scroller]);

  // Rows that come in or grow below, and a box that gets smaller because the composer grows, keep the bottom in sight.
  useLayoutEffect(() => {
    if (atBottom.current) toBottom();
  }, [rowKeys, toBottom]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atBottom.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    atBottom.current = below <= atBottomWithinPx && !latest.current.hasMoreAfter;
    setFar(below > element.clientHeight || latest.current.hasMoreAfter);
    if (element.scrollTop < element.clientHeight * 2 && latest.current.hasMoreBefore) latest.current.onNearTop();
    if (below < element.clientHeight * 2 && latest.current.hasMoreAfter) latest.current.onNearBottom();
  }, [scroller]);

  const toRow = useCallback(
    (index: number, align: 'start' | 'center' | 'nearest') => {
      atBottom.current = false;
      list.current?.scrollToIndex(index, { align });
    },
    [list],
  );
  const onScrollEnd = useCallback(() => latest.current.onRest(), []);
  return { shift, isFar, atBottom, onScroll, onScrollEnd, toBottom, toRow };
}

/** Whether the rows of this render begin with new ones before the former first. */
function useShift(keys: readonly string[]): boolean {
  const before = useRef<readonly string[]>(keys);
  const first = before.current[0];
  const shift = keys !== before.current && first !== undefined && keys[0] !== first && keys.indexOf(first) > 0;
  useLayoutEffect(() => {
    before.current = keys;
  }, [keys]);
  return shift;
}
