import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { navigate, openLayer, useLayer, useSearch, withLayer } from './location.ts';

const back = vi.spyOn(window.history, 'back').mockImplementation(() => {});
const address = () => window.location.pathname + window.location.search;
/** The browser has gone to another entry. */
const pop = (path: string, state: unknown) =>
  act(() => {
    window.history.replaceState(state, '', path);
    window.dispatchEvent(new PopStateEvent('popstate'));
  });

const { push, follow } = {
  push: vi.spyOn(window.history, 'pushState'),
  follow: () => renderHook(() => useLayer()).result,
};
beforeEach(() => {
  window.history.replaceState(null, '', '/w/T/c/C?pane=pins');
  vi.clearAllMocks();
});
afterEach(cleanup);

describe('[K7] a layer', () => {
  it('is named by the address beside what else is there, and is not part of the place', () => {
    const layer = follow();
    const search = renderHook(() => useSearch()).result;
    act(() => openLayer('access.U1'));
    expect([address(), layer.current, search.current]).toEqual([
      '/w/T/c/C?pane=pins&open=access.U1',
      'access.U1',
      '?pane=pins',
    ]);
    expect(withLayer('/w/T')).toBe('/w/T?open=access.U1');
    act(() => openLayer(null));
    expect([address(), layer.current]).toEqual(['/w/T/c/C?pane=pins', null]);
  });

  it('is closed by Back, and another one takes its place', () => {
    const layer = follow();
    act(() => openLayer('browseChannels'));
    act(() => openLayer('createChannel'));
    expect([push.mock.calls.length, layer.current]).toEqual([1, 'createChannel']);
    pop('/w/T/c/C?pane=pins', null);
    expect([layer.current, back.mock.calls.length]).toEqual([null, 0]);
  });

  it('that was closed leaves nothing that Back would stop at', () => {
    follow();
    act(() => openLayer('status'));
    act(() => openLayer(null));
    pop('/w/T/c/C?pane=pins', null);
    expect(back).toHaveBeenCalledTimes(1);
    pop('/w/T/c/B', null);
    expect(back).toHaveBeenCalledTimes(1);
  });

  it('that leads on is replaced by where it leads', () => {
    follow();
    act(() => openLayer('createChannel'));
    act(() => openLayer(null));
    act(() => navigate('/w/T/c/N'));
    expect(push).toHaveBeenCalledTimes(1);
    pop('/w/T/c/C?pane=pins', null);
    expect(back).not.toHaveBeenCalled();
  });

  it('that was open from the start stays behind nothing when it is closed', () => {
    window.history.replaceState(null, '', '/w/T?open=invite');
    const layer = follow();
    expect(layer.current).toBe('invite');
    act(() => openLayer(null));
    expect([address(), window.history.state]).toEqual(['/w/T', null]);
    act(() => navigate('/w/T/c/N'));
    expect(push).toHaveBeenCalledTimes(1);
  });
});
