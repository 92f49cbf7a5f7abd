import type { Bookmark } from '@roost/protocol/bookmark';
import { act, cleanup, fireEvent, render, renderHook, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { Words } from '../../i18n/Words.tsx';
import { fakeCore, fakeWorld, type FakeCore, type FakeWorld } from '../../sync/fakeCore.ts';
import { RoostProvider } from '../../sync/roost.ts';
import { toasts } from '../../ui/toastStore.ts';
import { BookmarkDialog } from './BookmarkDialog.tsx';
import { useArranging } from './useArranging.ts';

let world: FakeWorld;
let core: FakeCore;
const onClose = vi.fn();
const said = () => toasts.list().map(({ text }) => text);
const full = 'Too many messages are waiting. They are sent when you are back online.';

function Around({ children }: { children: ReactNode }) {
  return (
    <Words>
      <LaterWords>
        <RoostProvider value={core}>{children}</RoostProvider>
      </LaterWords>
    </Words>
  );
}

const add = async () => {
  render(<BookmarkDialog channelId={world.channels.ops.id} onClose={onClose} />, { wrapper: Around });
  fireEvent.change(await screen.findByLabelText('Address', {}, { timeout: 10_000 }), {
    target: { value: 'wiki.harbor.example' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Add a bookmark' }));
};

beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
  onClose.mockReset();
});
afterEach(() => {
  cleanup();
  for (const { id } of toasts.list()) toasts.dismiss(id);
});

describe('where the outbox takes nothing more', () => {
  it('the dialog keeps what was typed, and says why', async () => {
    await add();
    expect(said()).toEqual([full]);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('a bookmark is not said to be removed or moved', () => {
    const list = ['B1', 'B2'].map((id) => ({ id, title: id, address: 'https://x.example/', emoji: null }) as Bookmark);
    const { result } = renderHook(() => useArranging(world.channels.ops.id, list), { wrapper: Around });
    act(() => result.current.remove('B1'));
    expect(said()).toEqual([full]);
    act(() => result.current.move('B1', 1));
    expect(said()).toEqual([full]);
  });
});

it('the dialog closes when the outbox has taken the bookmark', async () => {
  core.answers.set('send', 'k1');
  await add();
  expect(said()).toEqual([]);
  expect(onClose).toHaveBeenCalled();
});

it('the focus goes to the channel’s name when the last bookmark goes', () => {
  core.answers.set('send', 'k1');
  const last = { id: 'B1', title: 'Runbook', address: 'https://x.example/', emoji: null } as Bookmark;
  render(
    <>
      <h1 tabIndex={-1} data-channel-title>
        ops
      </h1>
      <a href="/" data-bookmark="B1">
        Runbook
      </a>
    </>,
  );
  const { result } = renderHook(() => useArranging(world.channels.ops.id, [last]), { wrapper: Around });
  screen.getByRole('link').focus();
  act(() => result.current.remove('B1'));
  expect(document.activeElement).toBe(screen.getByRole('heading'));
});
