import type { OutboxEntry } from '@roost/client/types';
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Words } from '../../i18n/Words.tsx';
import { fakeCore, fakeWorld } from '../../sync/fakeCore.ts';
import { RoostProvider } from '../../sync/roost.ts';
import { ChannelTimeline } from './ChannelTimeline.tsx';

afterEach(cleanup);

describe('a conversation whose messages are not here', () => {
  it('shows what one has written there and is not sent, and only that', () => {
    const world = fakeWorld();
    const core = fakeCore([world]);
    const post = (key: string, channel: string, text: string) =>
      ({
        ...{ key, lane: channel, queuedAt: Date.now(), state: { type: 'waiting', attempt: 0, notBefore: 0 } },
        ...{ name: 'message.post', args: { channel, text, clientId: key } },
      }) as OutboxEntry;
    const { ops, general } = world.channels;
    core.store.setState({ outbox: [post('k1', ops.id, 'On my way'), post('k2', general.id, 'Elsewhere')] });
    render(
      <Words>
        <RoostProvider value={core}>
          <ChannelTimeline workspaceId={world.workspace.id} channelId={ops.id} />
        </RoostProvider>
      </Words>,
    );
    const rows = within(screen.getByRole('feed')).getAllByRole('article');
    expect(rows.map((row) => row.textContent)).toEqual([expect.stringContaining('On my way')]);
  });
});
