import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';

// Where one reads. Rules: what one is reading never moves; who is at the bottom stays there, whatever grows; a page that comes in
// above shifts nothing.

const atBottomWithinPx = 8;

interface ScrollOptions {
  scroller: RefObject<HTMLDivElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  /** Kept up to date here, read where it must not wait for a render. */
  atBottom: RefObject<boolean>;
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
  isAtBottom: boolean;
  /** One scrolls, or has just done so. */
  isMoving: boolean;
  firstVisible: number;
  /** Whether a row lies above what is visible. */
  isAbove: (index: number) => boolean;
  onScroll: () => void;
  onScrollEnd: () => void;
  toBottom: () => void;
  /** To the newest message, as soon as it is there. */
  toPresent: () => void;
  /** The same where all rows have been measured. */
  pin: () => void;
  toRow: (index: number, align: 'start' | 'center' | 'nearest') => void;
}

export function useScroll(options: ScrollOptions): Scroll {
  const { scroller, list, rowKeys, atBottom } = options;
  const [view, setView] = useState({ isFar: false, isAtBottom: true, firstVisible: 0 });
  const shift = useShift(rowKeys);
  const latest = useRef(options);
  const seen = useRef({ scrollHeight: 0, scrollTop: 0 });
  useLayoutEffect(() => {
    latest.current = options;
  });
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const now = latest.current;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    const { scrollHeight, scrollTop } = element;
    // Rows that were measured after one went to the bottom lie below it now. Nobody has scrolled away.
    const hasGrown =
      atBottom.current && scrollHeight > seen.current.scrollHeight && scrollTop >= seen.current.scrollTop;
    seen.current = { scrollHeight, scrollTop };
    if (hasGrown && below > atBottomWithinPx && !now.hasMoreAfter) return void element.scrollTo({ top: scrollHeight });
    const isAtBottom = below <= atBottomWithinPx && !now.hasMoreAfter;
    setAtBottom(latest, isAtBottom);
    const isFar = below > element.clientHeight || now.hasMoreAfter;
    const firstVisible = list.current?.findItemIndex(element.scrollTop) ?? 0;
    setView((before) =>
      before.isFar === isFar && before.isAtBottom === isAtBottom && before.firstVisible === firstVisible
        ? before
        : { isFar, isAtBottom, firstVisible },
    );
    if (element.scrollTop < element.clientHeight * 2 && now.hasMoreBefore) now.onNearTop();
    if (below < element.clientHeight * 2 && now.hasMoreAfter) now.onNearBottom();
  }, [scroller, list, atBottom]);
  const moves = useMoves(latest, look);
  const toPresent = useToPresent(options, moves.toBottom);
  useStayAtBottom(scroller, rowKeys, atBottom, moves.toBottom);
  const [isMoving, onMove] = useMoving();
  const onScroll = useCallback(() => {
    onMove();
    look();
  }, [onMove, look]);
  const onScrollEnd = useCallback(() => latest.current.onRest(), []);
  return {
    shift,
    isFar: view.isFar,
    isAtBottom: view.isAtBottom,
    isMoving,
    firstVisible: view.firstVisible,
    isAbove: (index) => index >= 0 && index < view.firstVisible,
    onScroll,
    onScrollEnd,
    ...moves,
    toPresent,
  };
}

const stillMs = 1_200;

/** Whether it moves: true from a move on until nothing has moved for a moment. */
function useMoving(): [isMoving: boolean, onMove: () => void] {
  const [isMoving, setMoving] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onMove = useCallback(() => {
    setMoving(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setMoving(false), stillMs);
  }, []);
  return [isMoving, onMove];
}

/** The page that reaches the present comes later than one asks for it, and what scrolls meanwhile must not make one stay behind. */
function useToPresent({ rowKeys, hasMoreAfter }: ScrollOptions, toBottom: () => void): () => void {
  const isAwaited = useRef(false);
  useLayoutEffect(() => {
    if (hasMoreAfter || !isAwaited.current) return;
    isAwaited.current = false;
    toBottom();
  }, [rowKeys, hasMoreAfter, toBottom]);
  return () => {
    isAwaited.current = hasMoreAfter;
    toBottom();
  };
}

function setAtBottom(latest: RefObject<ScrollOptions>, is: boolean): void {
  latest.current.atBottom.current = is;
}

function useMoves(latest: RefObject<ScrollOptions>, look: () => void): Pick<Scroll, 'toBottom' | 'pin' | 'toRow'> {
  return useMemo(
    () => ({
      toBottom: () => {
        const { rowKeys, list, scroller } = latest.current;
        setAtBottom(latest, true);
        if (rowKeys.length > 0) list.current?.scrollToIndex(rowKeys.length - 1, { align: 'end' });
        scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
      },
      pin: () => {
        const { scroller } = latest.current;
        setAtBottom(latest, true);
        scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
      },
      toRow: (index, align) => {
        setAtBottom(latest, false);
        latest.current.list.current?.scrollToIndex(index, { align });
        // A row that was in sight anyway moves nothing, and nothing would tell that one is still at the bottom.
        requestAnimationFrame(look);
      },
    }),
    [latest, look],
  );
}

/** Rows that come in or grow below, and a box that gets smaller because the composer grows, keep the bottom in sight. */
function useStayAtBottom(
  scroller: RefObject<HTMLDivElement | null>,
  rowKeys: readonly string[],
  atBottom: RefObject<boolean>,
  toBottom: () => void,
): void {
  const placedFor = useRef(rowKeys);
  useLayoutEffect(() => {
    // Where one begins is usePlaceOnOpen's matter.
    if (placedFor.current === rowKeys) return;
    placedFor.current = rowKeys;
    if (atBottom.current) toBottom();
  }, [rowKeys, atBottom, toBottom]);
  const isThere = rowKeys.length > 0;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atBottom.current) element.scrollTo({ top: element.scrollHeight });
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller, atBottom, isThere]);
}

/** Whether the rows of this render begin with new ones before the former first. */
function useShift(keys: readonly string[]): boolean {
  const [known, setKnown] = useState({ keys, shift: false });
  if (known.keys === keys) return known.shift;
  const first = known.keys[0];
  const shift = first !== undefined && keys[0] !== first && keys.indexOf(first) > 0;
  setKnown({ keys, shift });
  return shift;
}
