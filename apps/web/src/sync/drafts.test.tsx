import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { usePutBack } from './drafts.ts';
import { fakeCore, fakeWorld } from './fakeCore.ts';
import { RoostProvider } from './roost.ts';

afterEach(cleanup);

it('what is put back stands before what was written since, whose quote stays', () => {
  const world = fakeWorld();
  const core = fakeCore([world]);
  const place = world.channels.ops.id;
  const [old, newer] = ['M0000000000000001', 'M0000000000000002'].map((message) => ({ message, rev: 1 }));
  const { result } = renderHook(() => usePutBack(place), {
    wrapper: ({ children }) => <RoostProvider value={core}>{children}</RoostProvider>,
  });
  result.current('To be sent at nine', old);
  expect([core.drafts.get(place), core.drafts.quoteOf(place)]).toEqual(['To be sent at nine', old]);
  core.drafts.set(place, 'Written since', newer);
  result.current('To be sent at nine', old);
  expect([core.drafts.get(place), core.drafts.quoteOf(place)]).toEqual(['To be sent at nine\nWritten since', newer]);
});
