import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeCore, fakeWorld } from '../../sync/fakeCore.ts';
import { RoostProvider } from '../../sync/roost.ts';
import { useFetched } from './useFetched.ts';

afterEach(cleanup);

describe('a list that could not be read', () => {
  it('is read again when the connection comes back', async () => {
    const core = fakeCore([fakeWorld()], { connection: { phase: 'connecting', since: 0 } });
    const read = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue('there');
    const wrapper = ({ children }: { children: ReactNode }) => <RoostProvider value={core}>{children}</RoostProvider>;
    const { result } = renderHook(() => useFetched(read)[0], { wrapper });
    await waitFor(() => expect(result.current.state).toBe('failed'));
    act(() => core.store.setState({ connection: { phase: 'live', since: 1 } }));
    await waitFor(() => expect(result.current).toEqual({ state: 'loaded', value: 'there' }));
  });
});
