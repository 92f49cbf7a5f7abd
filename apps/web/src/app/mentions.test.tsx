import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Composer } from '../features/composer/Composer.tsx';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { Words } from '../i18n/Words.tsx';
import {
  changeWorkspace,
  fakeCore,
  fakeMembership,
  fakeWorld,
  type FakeCore,
  type FakeWorld,
} from '../sync/fakeCore.ts';
import { RoostProvider } from '../sync/roost.ts';

let world: FakeWorld;
let core: FakeCore;

const show = (what: ReactNode) =>
  render(
    <Words>
      <RoostProvider value={core}>
        <LaterWords>{what}</LaterWords>
      </RoostProvider>
    </Words>,
  );
const composer = async (channel: string) => {
  show(<Composer workspaceId={world.workspace.id} channelId={channel} />);
  return screen.findByRole<HTMLTextAreaElement>('textbox');
};
const type = (box: HTMLTextAreaElement, text: string) => {
  fireEvent.change(box, { target: { value: text } });
  box.setSelectionRange(text.length, text.length);
  fireEvent.select(box);
};
const posted = () =>
  core.acts.filter(([name]) => name === 'post').map(([, message]) => (message as { text: string }).text);
const inChannel = (memberCount: number, channel = world.channels.ops.id) =>
  changeWorkspace(core, world.workspace.id, ({ memberships }) => ({
    memberships: new Map(memberships).set(channel, { ...fakeMembership(channel), memberCount }),
  }));

beforeAll(() => Promise.all([import('../ui/DialogLayer.tsx'), import('../features/composer/choices.tsx')]));
beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
  core.answers.set('post', 'key');
});
afterEach(cleanup);

describe('whom one may mention', () => {
  const offered = async () => (await screen.findAllByRole('option')).map((option) => option.textContent);

  it('comes in the order of nearness: who is in the channel, those one spoke with last, the rest; then what means many', async () => {
    inChannel(2);
    core.answers.set('channel.members', { users: [world.people.sofia, world.people.jun], next: null });
    const { id } = world.directs.ade;
    changeWorkspace(core, world.workspace.id, ({ memberships }) => {
      const [group] = [world.directs.group.id];
      const quiet = { ...fakeMembership(group), lastMessageAt: null };
      return { memberships: new Map(memberships).set(group, quiet).set(id, fakeMembership(id)) };
    });
    type(await composer(world.channels.ops.id), '@');
    await screen.findByText(/@ade · not in this channel/);
    const names = (await offered()).map((text) => /Jun|Sofia|Ade|Maya|@channel|@here/.exec(text ?? '')?.[0]);
    expect(names).toEqual(['Jun', 'Sofia', 'Ade', 'Maya', '@channel', '@here']);
  });

  it('is found by “everyone”, too, which means the channel', async () => {
    const box = await composer(world.channels.ops.id);
    type(box, '@every');
    expect(await offered()).toEqual([expect.stringContaining('@channel')]);
    type(box, 'hello @everyone');
    fireEvent.keyDown(box, { key: 'Escape' });
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(posted()).toEqual(['hello <!channel>']);
  });
});

describe('a mention of many', () => {
  const write = async (text: string) => {
    const box = await composer(world.channels.ops.id);
    type(box, text);
    fireEvent.keyDown(box, { key: 'Escape' });
    fireEvent.keyDown(box, { key: 'Enter' });
    return box;
  };

  it('is asked about first, with their number; one goes back with nothing lost', async () => {
    inChannel(30);
    core.answers.set('channel.reach', { people: 29, outside: [] });
    const box = await write('lunch, @channel');
    expect(await screen.findByRole('alertdialog', { name: 'Notify 29 people?' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Go back' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(box.value).toBe('lunch, @channel');
    expect(posted()).toEqual([]);
    fireEvent.keyDown(box, { key: 'Enter' });
    const question = await screen.findByRole('alertdialog');
    const send = within(question).getByRole('button', { name: 'Send' });
    expect(send.dataset['autofocus']).toBeDefined();
    fireEvent.click(send);
    await waitFor(() => expect(posted()).toEqual(['lunch, <!channel>']));
    expect(box.value).toBe('');
  });

  it('goes out at once where those who are here are few', async () => {
    inChannel(30);
    core.answers.set('channel.reach', { people: 3, outside: [] });
    await write('lunch, @here');
    await waitFor(() => expect(posted()).toEqual(['lunch, <!here>']));
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('is asked about when it is to be sent later, too, and waits for its time when one goes on', async () => {
    inChannel(30);
    core.answers.set('channel.reach', { people: 29, outside: [] });
    core.answers.set('send', 'key');
    const box = await composer(world.channels.ops.id);
    type(box, 'lunch, @channel');
    fireEvent.click(await screen.findByRole('button', { name: 'Send later' }, { timeout: 5_000 }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Monday/ }, { timeout: 5_000 }));
    const question = await screen.findByRole('alertdialog', { name: 'Notify 29 people?' }, { timeout: 5_000 });
    expect([box.value, core.acts.filter(([name]) => name === 'send')]).toEqual(['lunch, @channel', []]);
    fireEvent.click(within(question).getByRole('button', { name: 'Schedule' }));
    await waitFor(() => expect(box.value).toBe(''));
    expect(core.acts.filter(([name]) => name === 'send').map(([, intent]) => intent)).toMatchObject([
      { name: 'scheduled.create', args: { text: 'lunch, <!channel>' } },
    ]);
  });

  it('goes out without a question in a small channel', async () => {
    inChannel(21);
    await write('lunch, @channel');
    expect(posted()).toEqual(['lunch, <!channel>']);
  });

  it('is asked about offline, too, with how many it can be', async () => {
    inChannel(30);
    core.store.setState({ connection: { phase: 'offline', since: 0 } });
    await write('lunch, @here');
    expect(await screen.findByRole('alertdialog', { name: 'Notify up to 29 people?' })).toBeTruthy();
  });
});

describe('a mention of somebody who is elsewhere', () => {
  const mention = async (channel: string) => {
    const box = await composer(channel);
    type(box, 'what does @maya think?');
    fireEvent.keyDown(box, { key: 'Escape' });
    fireEvent.keyDown(box, { key: 'Enter' });
  };

  it('is followed by the offer to add them, by one press', async () => {
    core.answers.set('channel.reach', { people: 0, outside: [world.people.maya.id] });
    core.answers.set('channel.invite', { channel: world.channels.ops });
    await mention(world.channels.ops.id);
    expect(await screen.findByText(/Maya Chen is not in #ops/)).toBeTruthy();
    expect(screen.queryByText(/everything that was ever written/)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Add to the channel' }));
    await waitFor(() => expect(screen.queryByText(/is not in #ops/)).toBeNull());
    expect(core.acts).toContainEqual([
      'command',
      'channel.invite',
      { channel: world.channels.ops.id, users: [world.people.maya.id] },
    ]);
  });

  it('says of a private channel that they will see what was written before', async () => {
    core.answers.set('channel.reach', { people: 0, outside: [world.people.maya.id] });
    await mention(world.channels.leads.id);
    expect(await screen.findByText(/everything that was ever written in this private channel/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
    await waitFor(() => expect(screen.queryByText(/is not in #leads/)).toBeNull());
  });

  it('says nothing where everybody is there', async () => {
    core.answers.set('channel.reach', { people: 1, outside: [] });
    await mention(world.channels.ops.id);
    await waitFor(() => expect(core.acts.some(([, what]) => what === 'channel.reach')).toBe(true));
    expect(screen.queryByText(/is not in/)).toBeNull();
  });
});
