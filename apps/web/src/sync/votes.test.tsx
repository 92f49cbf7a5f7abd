import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { changeWorkspace, fakeCore, fakeWorld } from './fakeCore.ts';
import { RoostProvider } from './roost.ts';
import { useOwnVote } from './votes.ts';

afterEach(cleanup);

it('asks again for a vote that a new snapshot does not tell of', async () => {
  const world = fakeWorld();
  const core = fakeCore([world]);
  const { id } = world.workspace;
  const change = (votesComplete: boolean) => act(async () => changeWorkspace(core, id, () => ({ votesComplete })));
  const asked = () => core.acts.filter(([name]) => name === 'query').length;
  core.answers.set('poll.mine', { votes: [] });
  renderHook(() => useOwnVote(id, 'M0000000000000001', true), {
    wrapper: ({ children }) => <RoostProvider value={core}>{children}</RoostProvider>,
  });
  await change(false);
  expect(asked()).toBe(1);
  await change(true);
  await change(false);
  expect(asked()).toBe(2);
});
