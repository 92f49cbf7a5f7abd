import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { isUnfetched, lazyAgain } from './lazyAgain.tsx';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  cleanup();
});

describe('a part that is fetched when it is opened', () => {
  it('fails once without a network, and opens the next time', async () => {
    let isOnline = false;
    const load = vi.fn(async () => {
      if (!isOnline) throw new Error('no network');
      return ({ name }: { name: string }) => <p>Hello {name}</p>;
    });
    const Part = lazyAgain(load);
    render(
      <ErrorBoundary title="It stopped" reloadLabel="Reload" copyLabel="Copy">
        <Suspense>
          <Part name="Ade" />
        </Suspense>
      </ErrorBoundary>,
    );
    await act(() => vi.advanceTimersByTimeAsync(1));
    expect(screen.getByText('It stopped')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
    isOnline = true;
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
    await act(() => vi.advanceTimersByTimeAsync(1));
    expect(screen.getByText('Hello Ade')).toBeTruthy();
  });

  it('is told from a fault in the part itself, by what each browser says', () => {
    for (const said of [
      'Failed to fetch dynamically imported module: https://roost.example/assets/a.js',
      'error loading dynamically imported module: https://roost.example/assets/a.js',
      'Importing a module script failed.',
    ])
      expect(isUnfetched(new TypeError(said))).toBe(true);
    expect(isUnfetched(new TypeError('Cannot read properties of undefined'))).toBe(false);
  });
});
