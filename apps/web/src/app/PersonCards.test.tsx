import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Words } from '../i18n/Words.tsx';
import { usePersonAnchor } from '../message/personCard.ts';
import { toPath } from '../navigation/places.ts';
import { fakeCore, fakeWorld, type FakeCore, type FakeWorld } from '../sync/fakeCore.ts';
import { RoostProvider } from '../sync/roost.ts';
import { OpenDialogContext } from './dialogs.ts';
import { PersonCards } from './PersonCards.tsx';

let world: FakeWorld;
let core: FakeCore;
const opened = vi.fn();

function Name({ user }: { user: { id: string; name: string } }) {
  return (
    <button type="button" {...usePersonAnchor(user.id)}>
      {user.name}
    </button>
  );
}

function show() {
  const { id: workspace } = world.workspace;
  history.replaceState(null, '', toPath({ at: 'channel', workspace, channel: world.channels.ops.id }));
  render(
    <Words>
      <RoostProvider value={core}>
        <OpenDialogContext value={opened}>
          <PersonCards workspaceId={workspace}>
            <Name user={world.people.ade} />
            <Name user={world.people.maya} />
          </PersonCards>
        </OpenDialogContext>
      </RoostProvider>
    </Words>,
  );
}
const name = (text: string) => screen.getByRole('button', { name: text });
const card = (text: string) => screen.findByRole('dialog', { name: text });

// What the card fetches takes its time here.
beforeAll(() =>
  Promise.all([
    import('../ui/PopoverLayer.tsx'),
    import('../features/people/ProfilePane.tsx'),
    import('../i18n/LaterWords.tsx'),
  ]),
);
beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

describe('the card of a person', () => {
  it('opens at a press of their name, with the focus on writing to them', async () => {
    show();
    fireEvent.click(name('Ade Okafor'));
    expect((await card('Ade Okafor')).textContent).toContain('@ade');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Message'));
    expect(name('Ade Okafor').getAttribute('aria-haspopup')).toBe('dialog');
  });

  it('leads into the conversation with them', async () => {
    core.answers.set('direct.open', { channel: world.directs.ade });
    show();
    fireEvent.click(name('Ade Okafor'));
    await card('Ade Okafor');
    fireEvent.click(await screen.findByRole('button', { name: 'Message' }));
    expect(core.acts).toContainEqual([
      'command',
      'direct.open',
      { workspace: world.workspace.id, users: [world.people.ade.id] },
    ]);
    await waitFor(() => expect(location.pathname).toContain(world.directs.ade.id));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('leads to everything about them beside the channel', async () => {
    show();
    fireEvent.click(name('Maya Chen'));
    await card('Maya Chen');
    fireEvent.click(await screen.findByRole('button', { name: 'Profile' }));
    expect(location.search).toContain(world.people.maya.id);
  });

  it('leads to why they see the channel', async () => {
    show();
    fireEvent.click(name('Maya Chen'));
    await card('Maya Chen');
    fireEvent.click(await screen.findByRole('button', { name: 'Why are they here?' }));
    const wish = { kind: 'access', channel: world.channels.ops.id, user: world.people.maya.id };
    expect(opened).toHaveBeenCalledWith(wish);
  });

  it('comes after 400 ms of hovering without taking the focus, and goes with the pointer', async () => {
    show();
    name('Maya Chen').focus();

    vi.useFakeTimers({ shouldAdvanceTime: true });
    fireEvent.pointerEnter(name('Ade Okafor'));
    act(() => void vi.advanceTimersByTime(390));
    expect(screen.queryByRole('dialog', { name: 'Ade Okafor' })).toBeNull();
    act(() => void vi.advanceTimersByTime(20));
    await card('Ade Okafor');
    expect(document.activeElement).toBe(name('Maya Chen'));
    fireEvent.pointerLeave(name('Ade Okafor'));
    act(() => void vi.advanceTimersByTime(260));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('does not come up under a finger that passes', () => {
    show();
    vi.useFakeTimers();
    fireEvent.pointerEnter(name('Ade Okafor'), { pointerType: 'touch' });
    act(() => void vi.advanceTimersByTime(1000));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
