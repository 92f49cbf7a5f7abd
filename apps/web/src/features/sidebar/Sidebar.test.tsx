import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Words } from '../../i18n/Words.tsx';
import {
  changeWorkspace,
  fakeCore,
  fakeMembership,
  fakeWorld,
  type FakeCore,
  type FakeWorld,
} from '../../sync/fakeCore.ts';
import { RoostProvider } from '../../sync/roost.ts';
import { MenuItem } from '../../ui/Menu.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import { Sidebar, type SidebarWish } from './Sidebar.tsx';

let world: FakeWorld;
let core: FakeCore;
let wishes: SidebarWish[];

function show(activeChannelId: string | null = null, children?: ReactNode) {
  return render(
    <Words>
      <RoostProvider value={core}>
        <Sidebar
          workspaceId={world.workspace.id}
          activeChannelId={activeChannelId}
          onWish={(wish) => wishes.push(wish)}
          menu={(target) => <MenuItem>{JSON.stringify(target)}</MenuItem>}
        >
          {children}
        </Sidebar>
      </RoostProvider>
    </Words>,
  );
}
const unread = (channel: string, count: number, mentions = 0) =>
  act(() =>
    changeWorkspace(core, world.workspace.id, (state) => ({
      memberships: new Map(state.memberships).set(channel, fakeMembership(channel, count, mentions)),
    })),
  );
const names = () => screen.getAllByRole('link').map((link) => link.textContent);
const focused = () => (document.activeElement as HTMLElement).dataset['name'];

beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
  wishes = [];
  localStorage.clear();
});
afterEach(cleanup);

describe('the sidebar', () => {
  it('lists channels by name, then direct messages by their people', () => {
    show();
    expect(screen.getAllByRole('link').map((link) => link.dataset['name'])).toEqual([
      'general',
      'leads',
      'ops',
      expect.stringMatching(/Ade|Maya/),
      expect.stringMatching(/Ade|Maya/),
    ]);
  });

  it('names what is new in a row: mentions in channels, every message in direct ones', () => {
    show();
    unread(world.channels.ops.id, 3, 2);
    unread(world.channels.leads.id, 1);
    unread(world.directs.ade.id, 1);
    expect(screen.getByRole('link', { name: /ops, channel, 2 mentions/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: /leads, private channel, unread/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: /Ade Okafor, direct message, 1 unread message/ })).toBeTruthy();
  });

  it('of thousands of channels shows those in sight and the open one, and says where else something is unread', () => {
    const { ops } = world.channels;
    const many = Array.from({ length: 1_000 }, (_, i) => {
      const n = String(i).padStart(4, '0');
      return { ...ops, id: `C00000000000Z${n}`, name: `z${n}` };
    });
    act(() =>
      changeWorkspace(core, world.workspace.id, (state) => ({
        channels: new Map([...state.channels, ...many.map((channel) => [channel.id, channel] as const)]),
        memberships: new Map([...state.memberships, ...many.map(({ id }) => [id, fakeMembership(id, 0, 0)] as const)]),
      })),
    );
    const { container } = show(many[700]!.id);
    const links = screen.getAllByRole('link').map((link) => link.dataset['name']);
    expect(links.length).toBeLessThan(200);
    expect(links).toContain('z0000');
    expect(links).toContain('z0700');
    expect(container.querySelector('li[data-unread]')).toBeNull();
    unread(many[400]!.id, 1);
    expect(container.querySelectorAll('li[data-unread]').length).toBe(1);
  });

  it('marks what is half-written, but not where one is writing it', () => {
    core.drafts.set(world.channels.ops.id, 'half');
    const { unmount } = show();
    expect(screen.getByRole('link', { name: /ops, channel, draft/ })).toBeTruthy();
    unmount();
    show(world.channels.ops.id);
    expect(screen.queryByRole('link', { name: /draft/ })).toBeNull();
  });

  it('keeps unread and open channels in a folded section, and stays folded', () => {
    const { unmount } = show(world.channels.general.id);
    unread(world.channels.ops.id, 1);
    fireEvent.click(screen.getByRole('button', { name: 'Channels', expanded: true }));
    expect(names().filter((name) => name?.includes('channel'))).toHaveLength(2);
    unmount();
    show(world.channels.general.id);
    expect(screen.getByRole('button', { name: 'Channels' }).getAttribute('aria-expanded')).toBe('false');
  });

  it('is one Tab stop with the rows above the channels, and begins at the page that is open', () => {
    const stops = () => screen.getAllByRole('link').filter((link) => link.tabIndex === 0);
    const saved = <PlaceRow row="saved" href="/saved" icon={null} label="Saved" isActive={false} />;
    const { unmount } = show(world.channels.leads.id, saved);
    expect(stops().map((stop) => stop.dataset['name'])).toEqual(['leads']);
    act(() => stops()[0]!.focus());
    fireEvent.keyDown(stops()[0]!, { key: 'Home' });
    expect(focused()).toBe('Saved');
    expect(stops().map((stop) => stop.dataset['name'])).toEqual(['Saved']);
    unmount();
    show(null, <PlaceRow row="saved" href="/saved" icon={null} label="Saved" isActive />);
    expect(stops().map((stop) => stop.dataset['name'])).toEqual(['Saved']);
  });

  it('is one Tab stop, moved through by arrows and letters', () => {
    show(world.channels.leads.id);
    const stops = screen.getAllByRole('link').filter((link) => link.tabIndex === 0);
    expect(stops.map((stop) => stop.dataset['name'])).toEqual(['leads']);
    act(() => stops[0]!.focus());
    fireEvent.keyDown(stops[0]!, { key: 'ArrowDown' });
    expect(focused()).toBe('ops');
    fireEvent.keyDown(document.activeElement!, { key: 'Home' });
    expect(focused()).toBe('Channels');
    for (const key of ['a', 'd', 'e']) fireEvent.keyDown(document.activeElement!, { key });
    expect(focused()).toBe('Ade Okafor');
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowLeft' });
    expect(focused()).toBe('Direct messages');
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowLeft' });
    expect(screen.getByRole('button', { name: 'Direct messages' }).getAttribute('aria-expanded')).toBe('false');
  });

  it('asks for a new message', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'New message' }));
    expect(wishes).toEqual(['newDirect']);
  });
});
