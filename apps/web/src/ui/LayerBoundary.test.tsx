import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LayerBoundary, LayerFailed } from './LayerBoundary.tsx';
import { lazyAgain } from './lazyAgain.tsx';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  cleanup();
});

describe('a layer that cannot be fetched', () => {
  it('closes and says so, leaves the page as it is, and opens the next time', async () => {
    let isOnline = false;
    const tell = vi.fn();
    const Part = lazyAgain(async () => {
      if (!isOnline) throw new TypeError('Failed to fetch dynamically imported module');
      return ({ open }: { open: boolean }) => (open ? <p>The menu</p> : null);
    });
    function Page() {
      const [open, setOpen] = useState(false);
      return (
        <LayerFailed value={tell}>
          <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
            Open
          </button>
          <LayerBoundary open={open} onClose={() => setOpen(false)}>
            {/* As a menu, it stays to fade away. */}
            <Part open={open} />
          </LayerBoundary>
        </LayerFailed>
      );
    }
    render(<Page />);
    await act(() => vi.advanceTimersByTimeAsync(1));
    const button = screen.getByRole('button', { name: 'Open' });
    fireEvent.click(button);
    await act(() => vi.advanceTimersByTimeAsync(1));
    expect(tell).toHaveBeenCalled();
    expect(button.getAttribute('aria-expanded')).toBe('false');
    const told = tell.mock.calls.length;
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(tell).toHaveBeenCalledTimes(told);
    isOnline = true;
    fireEvent.click(button);
    await act(() => vi.advanceTimersByTimeAsync(1));
    expect(screen.getByText('The menu')).toBeTruthy();
  });
});
