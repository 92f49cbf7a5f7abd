import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { laterPart } from './laterPart.tsx';
import { Words } from './Words.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

describe('a part that cannot be fetched', () => {
  it('leaves what is around it as it is, keeps its room, and comes by itself when it can', async () => {
    let isOnline = false;
    const load = async () => {
      if (!isOnline) throw new Error('no network');
      return ({ rows }: { rows: number }) => <p>{rows} answers</p>;
    };
    const Part = laterPart(load, ({ rows }) => <i style={{ height: `${rows * 40}px` }} data-testid="room" />);
    render(
      <Words>
        <p>The timeline</p>
        <Part rows={3} />
      </Words>,
    );
    await act(() => vi.dynamicImportSettled());
    await act(() => vi.advanceTimersByTimeAsync(1));
    expect(screen.getByText('The timeline')).toBeTruthy();
    expect(screen.getByTestId('room').style.height).toBe('120px');
    isOnline = true;
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(screen.getByText('3 answers')).toBeTruthy();
    expect(screen.queryByTestId('room')).toBeNull();
  });
});
