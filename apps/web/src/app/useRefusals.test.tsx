import type { Intent, OutboxEntry } from '@roost/client/types';
import type { RejectBody } from '@roost/protocol/codes';
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { Words } from '../i18n/Words.tsx';
import { fakeCore, fakeWorld, type FakeCore, type FakeWorld } from '../sync/fakeCore.ts';
import { RoostProvider } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';
import { useRefusals } from './useRefusals.ts';

const message = 'M0000000000000001';
const archived: RejectBody = { code: 'archived', detail: 'This channel is archived.', retryable: false };
const notFound: RejectBody = { code: 'not_found', detail: 'There is no such message.', retryable: false };
let world: FakeWorld;
let core: FakeCore;

function Follower() {
  useRefusals(world.workspace.id);
  return null;
}

const refused = (intent: Intent, reason = archived) =>
  act(() =>
    core.store.setState({
      outbox: [{ key: 'k1', lane: '', queuedAt: 0, state: { type: 'failed', reason }, ...intent } as OutboxEntry],
    }),
  );
const said = () => toasts.list().map(({ text }) => text);

beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
  render(
    <Words>
      <LaterWords>
        <RoostProvider value={core}>
          <Follower />
        </RoostProvider>
      </LaterWords>
    </Words>,
  );
});
afterEach(() => {
  cleanup();
  for (const { id } of toasts.list()) toasts.dismiss(id);
});

describe('what the server refuses later', () => {
  it('is said, and leaves the outbox', () => {
    refused({ name: 'reaction.add', args: { message, emoji: '🎉' } });
    expect(said()).toEqual(['Your reaction was not saved: This channel is archived.']);
    expect(core.acts).toContainEqual(['remove', 'k1']);
    refused({ name: 'message.delete', args: { message } });
    expect(said()).toEqual(['A message was not deleted: This channel is archived.']);
  });

  it('stays, if it is a text, with its message, and where that is gone it can be copied', () => {
    refused({ name: 'message.edit', args: { message, text: 'Ship it now' } });
    expect(said()).toEqual([]);
    expect(core.acts).not.toContainEqual(['remove', 'k1']);
    refused({ name: 'message.edit', args: { message, text: 'Ship it now' } }, notFound);
    expect(toasts.list()).toMatchObject([{ durationMs: null, action: { label: 'Copy' } }]);
    expect(core.acts).toContainEqual(['remove', 'k1']);
  });

  it('can be copied, if it is the address of a bookmark; a place among the others is nothing to copy', () => {
    const at = { channel: world.channels.ops.id, bookmark: 'B0000000000000001' };
    refused({ name: 'bookmark.update', args: { ...at, before: null } });
    expect(toasts.list().at(-1)?.action).toBeUndefined();
    const typed = { title: 'Runbook', address: 'https://wiki.harbor.example/', emoji: null };
    refused({ name: 'bookmark.add', args: { ...at, ...typed } });
    expect(toasts.list()).toMatchObject([{ durationMs: null, action: { label: 'Copy' } }]);
  });

  it('stays where it was written, if it is a message, and who is elsewhere is led there', () => {
    const args = { channel: world.channels.ops.id, text: 'hello', clientId: 'c1' };
    refused({ name: 'message.post', args });
    expect(said()).toEqual(['A message to ops was not sent: This channel is archived.']);
    expect(core.acts).not.toContainEqual(['remove', 'k1']);
    act(() => toasts.act('k1'));
    expect(window.location.pathname).toBe(`/w/${world.workspace.id}/c/${world.channels.ops.id}`);
    act(() => core.store.setState({ outbox: [] }));
    refused({ name: 'message.post', args });
    expect(said()).toEqual([]);
  });
});
