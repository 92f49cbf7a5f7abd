import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isLookedAt, sayLooking } from './looking.ts';

const [general, ops] = ['C1', 'C2'].map((channel) => ({ channel, thread: null }));
const focus = vi.spyOn(document, 'hasFocus');

beforeEach(() => {
  localStorage.clear();
  focus.mockReturnValue(true);
});
afterEach(() => focus.mockReset());

test('what a tab shows is looked at while it has the focus', () => {
  const end = sayLooking(general!);
  expect(isLookedAt(general!)).toBe(true);
  focus.mockReturnValue(false);
  window.dispatchEvent(new Event('blur'));
  expect(isLookedAt(general!)).toBe(false);
  end();
});

test('what another tab has said meanwhile outlives a blur that comes late', () => {
  const end = sayLooking(general!);
  localStorage.setItem('roost.looking', JSON.stringify({ ...ops, at: Date.now() }));
  focus.mockReturnValue(false);
  window.dispatchEvent(new Event('blur'));
  end();
  expect(isLookedAt(ops!)).toBe(true);
});
