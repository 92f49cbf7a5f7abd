import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Words } from '../i18n/Words.tsx';
import { fakeCore, fakeWorld } from '../sync/fakeCore.ts';
import { RoostProvider } from '../sync/roost.ts';
import { MessageArticle } from './MessageArticle.tsx';
import { useMessageList } from './useMessageList.ts';

vi.mock('./EditBox.tsx', () => {
  throw new Error('no network');
});
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('a message whose editor cannot be fetched keeps its text, and Escape leaves it', async () => {
  const world = fakeWorld();
  const core = fakeCore([world]);
  const message = {
    ...{ id: 'M0000000000000001', rev: 1, channel: world.channels.ops.id, author: world.people.ade.id },
    ...{ clientId: 'c1', text: 'Ship it', createdAt: '2026-11-21T09:31:00.000000Z', reactions: [] },
  };
  const onCancel = vi.fn();
  const row = { type: 'message', key: message.id, message, grouped: false, mentionsMe: false, flash: false } as const;
  function Row() {
    const options = { workspaceId: world.workspace.id, channelId: world.channels.ops.id, messages: [message] };
    const { list } = useMessageList({ ...options, markUnread: undefined });
    const leaving = { ...list, actions: { ...list.actions, cancelEdit: onCancel } };
    const none = () => {};
    return (
      <MessageArticle
        {...{ list: leaving, row, position: 1, isTabStop: true, isActive: true, isEdited: true }}
        onHover={none}
        onFocus={none}
      />
    );
  }
  render(
    <Words>
      <RoostProvider value={core}>
        <Row />
      </RoostProvider>
    </Words>,
  );
  await act(() => vi.dynamicImportSettled());
  expect(screen.getByText('Ship it')).toBeTruthy();
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(onCancel).toHaveBeenCalledOnce();
});
