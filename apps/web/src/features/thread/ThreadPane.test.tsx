import type { ThreadWindow } from '@roost/client/types';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Words } from '../../i18n/Words.tsx';
import { changeWorkspace, fakeCore, fakeWorld, type FakeCore, type FakeWorld } from '../../sync/fakeCore.ts';
import { RoostProvider } from '../../sync/roost.ts';
import { ThreadPane } from './ThreadPane.tsx';

const rootId = 'M0000000000000001';
const gone = 'This message does not exist, or you cannot see it.';
let world: FakeWorld;
let core: FakeCore;

const threadOf = (over: Partial<ThreadWindow>): ThreadWindow => ({
  channel: world.channels.ops.id,
  root: null,
  messages: [],
  hasMoreBefore: false,
  hasMoreAfter: false,
  status: 'loading',
  extending: null,
  stale: false,
  ...over,
});
const becomes = (over: Partial<ThreadWindow>) =>
  act(() => changeWorkspace(core, world.workspace.id, () => ({ threads: new Map([[rootId, threadOf(over)]]) })));

function show(channelId: string) {
  render(
    <Words>
      <RoostProvider value={core}>
        <ThreadPane
          workspaceId={world.workspace.id}
          channelId={channelId}
          rootId={rootId}
          onClose={() => {}}
          composer={null}
        />
      </RoostProvider>
    </Words>,
  );
}

beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
});
afterEach(cleanup);

describe('a thread', () => {
  it('that is not there is said to be so, also when the message goes while one looks at it', () => {
    show(world.channels.ops.id);
    expect(screen.queryByText(gone)).toBeNull();
    becomes({ status: 'loading' });
    expect(screen.queryByText(gone)).toBeNull();
    becomes({ status: 'failed' });
    expect(screen.getByText(gone)).toBeTruthy();
    const root = {
      id: rootId,
      rev: 1,
      channel: world.channels.ops.id,
      author: world.people.ade.id,
      clientId: 'c1',
      text: 'Ship it',
      createdAt: '2026-11-21T09:31:00.000000Z',
      reactions: [],
    };
    becomes({ status: 'ready', root });
    expect(screen.getByText('Ship it')).toBeTruthy();
    becomes({ status: 'ready', root: null });
    expect(screen.getByText(gone)).toBeTruthy();
  });

  it('in a channel that one cannot see is not waited for', () => {
    const channelId = 'C0000000000000001';
    core.store.setState({ missing: new Set([channelId]) });
    show(channelId);
    expect(screen.getByText(gone)).toBeTruthy();
  });

  it('is asked for where it should be', () => {
    show(world.channels.ops.id);
    expect(core.acts).toContainEqual(['openThread', rootId, world.channels.ops.id]);
  });

  it('is asked for again when somebody has signed in again', () => {
    show(world.channels.ops.id);
    core.acts.length = 0;
    act(() => core.store.setState(({ session }) => ({ session: { ...session } })));
    expect(core.acts).toContainEqual(['openThread', rootId, world.channels.ops.id]);
  });
});
