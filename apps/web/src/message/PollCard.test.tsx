import type { Poll } from '@roost/protocol/poll';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { Words } from '../i18n/Words.tsx';
import { fakeCore, fakeWorld, type FakeCore, type FakeWorld } from '../sync/fakeCore.ts';
import { RoostProvider } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';
import { PollCard } from './PollCard.tsx';

const START = Date.parse('2026-11-21T09:00:00Z');
let world: FakeWorld;
let core: FakeCore;
/** How often it was asked what time it is, and when. */
let asked: number;
let now: number;

beforeEach(() => {
  vi.useFakeTimers();
  world = fakeWorld();
  core = fakeCore([world]);
  [asked, now] = [0, START];
  // Every look at it is later than the one before; after many it stands still, so that a failing test ends.
  vi.spyOn(Date, 'now').mockImplementation(() => (asked++ < 500 ? now + asked : now + 500));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function show(poll: Partial<Poll>) {
  const { ops } = world.channels;
  const { sofia } = world.people;
  render(
    <Words>
      <RoostProvider value={core}>
        <LaterWords>
          <PollCard
            list={{ workspaceId: world.workspace.id, self: sofia.id, nameOf: () => 'Sofia' }}
            poll={{
              options: [
                { text: 'tea', users: [] },
                { text: 'coffee', users: [sofia.id] },
              ],
              ...poll,
            }}
            message={{ id: 'M0000000000000001', channel: ops.id, author: sofia.id }}
          />
        </LaterWords>
      </RoostProvider>
    </Words>,
  );
  await act(() => vi.dynamicImportSettled());
}

it('is at rest when its time has passed', async () => {
  await show({ closesAt: '2026-11-21T08:59:00.000000Z' });
  expect(screen.getByText(/ended|closed/i)).toBeTruthy();
  expect(asked).toBeLessThan(50);
});

it('ends while one looks at it', async () => {
  await show({ closesAt: '2026-11-21T09:01:00.000000Z' });
  screen.getByRole('button', { name: /Take back/ });
  now += 60_000;
  act(() => void vi.advanceTimersByTime(60_100));
  expect(screen.queryByRole('button', { name: /Take back/ })).toBeNull();
  expect(asked).toBeLessThan(50);
});

it('says so when a vote finds no room in the outbox', async () => {
  const shown = vi.spyOn(toasts, 'show').mockReturnValue('');
  await show({});
  fireEvent.click(screen.getByRole('button', { name: /Take back/ }));
  expect(shown).toHaveBeenCalledWith(expect.objectContaining({ id: 'outbox-full' }));
});
