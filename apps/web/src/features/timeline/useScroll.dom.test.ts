import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useScroll } from './useScroll.ts';

/** A box of which one sees a screen of 500, with rows that are as high as the test says. */
function box(height: number) {
  const scroller = document.createElement('div');
  let top = 0;
  const size = { height };
  Object.defineProperties(scroller, {
    clientHeight: { get: () => 500 },
    scrollHeight: { get: () => size.height },
    scrollTop: { get: () => top },
    scrollTo: { value: (to: { top: number }) => (top = Math.min(to.top, size.height - 500)) },
  });
  return { scroller, size };
}

const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `c${from + index}`);

afterEach(cleanup);

/** What the hook is given in every render. */
const around = (scroller: HTMLDivElement, atBottom: { current: boolean }) => ({
  scroller: { current: scroller },
  list: { current: null },
  atBottom,
  hasMoreBefore: true,
  onNearTop: () => {},
  onNearBottom: () => {},
  onRest: () => {},
});

describe('being at the bottom', () => {
  it('is not over because one goes to a row that is in sight anyway, where nothing scrolls', async () => {
    const { scroller } = box(500);
    const atBottom = { current: true };
    const fixed = { ...around(scroller, atBottom), rowKeys: keys(0, 5), hasMoreAfter: false };
    const hook = renderHook(() => useScroll(fixed));
    act(() => hook.result.current.toRow(2, 'nearest'));
    await act(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(atBottom.current).toBe(true);
  });
});

describe('rows that are measured late', () => {
  it('do not count as scrolled away from', () => {
    const { scroller, size } = box(1_000);
    const atBottom = { current: true };
    const fixed = { ...around(scroller, atBottom), rowKeys: keys(0, 20), hasMoreAfter: false };
    const hook = renderHook(() => useScroll(fixed));
    act(() => hook.result.current.toBottom());
    size.height = 1_050;
    act(() => hook.result.current.onScroll());
    expect([scroller.scrollTop, atBottom.current]).toEqual([550, true]);
    act(() => hook.result.current.onScroll());
    scroller.scrollTo({ top: 300 });
    size.height = 1_100;
    act(() => hook.result.current.onScroll());
    expect([scroller.scrollTop, atBottom.current]).toEqual([300, false]);
  });
});

describe('the way to the present', () => {
  it('ends at the newest message, whatever is scrolled until its page is there', () => {
    const { scroller, size } = box(1_000);
    const atBottom = { current: false };
    const fixed = around(scroller, atBottom);
    const hook = renderHook(
      (shown: { rowKeys: string[]; hasMoreAfter: boolean }) => useScroll({ ...fixed, ...shown }),
      {
        initialProps: { rowKeys: keys(0, 20), hasMoreAfter: true },
      },
    );
    act(() => hook.result.current.toPresent());
    scroller.scrollTo({ top: 100 });
    act(() => hook.result.current.onScroll());
    size.height = 4_000;
    hook.rerender({ rowKeys: keys(100, 150), hasMoreAfter: false });
    expect(scroller.scrollTop).toBe(3_500);
    expect(atBottom.current).toBe(true);
  });
});
