import { RequestRejected } from '@roost/client/rejected';
import type { Group } from '@roost/protocol/entities';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Composer } from '../features/composer/Composer.tsx';
import { CommandDeskContext, type CommandDeskProps } from '../features/composer/commandDesk.ts';
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
import { CommandDesk } from './CommandDesk.tsx';

// Parts are fetched as they are in a browser; where everybody works at once that takes a moment.
configure({ asyncUtilTimeout: 5_000 });

let world: FakeWorld;
let core: FakeCore;

const page = (channel: string, threadRoot?: string) => (
  <Words>
    <RoostProvider value={core}>
      <LaterWords>
        <CommandDeskContext value={CommandDesk}>
          <Composer workspaceId={world.workspace.id} channelId={channel} threadRoot={threadRoot} />
        </CommandDeskContext>
      </LaterWords>
    </RoostProvider>
  </Words>
);
let go: (channel: string) => void;

async function composer(channel = world.channels.ops.id, threadRoot?: string): Promise<HTMLTextAreaElement> {
  const { rerender } = render(page(channel, threadRoot));
  go = (elsewhere) => rerender(page(elsewhere));
  return screen.findByRole<HTMLTextAreaElement>('textbox');
}
const type = (box: HTMLTextAreaElement, text: string) => {
  fireEvent.change(box, { target: { value: text } });
  box.setSelectionRange(text.length, text.length);
  fireEvent.select(box);
};
const enter = (box: HTMLTextAreaElement, text: string) => {
  type(box, text);
  fireEvent.keyDown(box, { key: 'Escape' });
  fireEvent.keyDown(box, { key: 'Enter' });
};
const acts = (name: string) => core.acts.filter(([act]) => act === name).map(([, ...args]) => args);
const options = () => screen.queryAllByRole('option').map((option) => option.textContent ?? '');

beforeAll(() =>
  Promise.all([
    import('../ui/DialogLayer.tsx'),
    import('../features/composer/choices.tsx'),
    import('../features/composer/CommandLayers.tsx'),
  ]),
);
beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
  core.answers.set('post', 'key');
  core.answers.set('send', 'key');
  changeWorkspace(core, world.workspace.id, ({ memberships }) => ({
    memberships: new Map(memberships).set(world.channels.ops.id, fakeMembership(world.channels.ops.id)),
  }));
});
afterEach(cleanup);

describe('a slash in an empty composer', () => {
  it('offers the commands with what they take and do; Enter puts one in, and carries it out when it is complete', async () => {
    const box = await composer();
    type(box, '/');
    await waitFor(() => expect(options()).toContainEqual(expect.stringContaining('/topic text')));
    expect(options()[0]).toBe('/me textSay something in the third person');
    type(box, '/mu');
    expect(options()[0]).toContain('/mute');
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(box.value).toBe('/mute ');
    type(box, '/mute');
    fireEvent.keyDown(box, { key: 'Enter' });
    const { id: channel } = world.channels.ops;
    await waitFor(() => expect(acts('send')).toEqual([[{ name: 'channel.prefer', args: { channel, muted: true } }]]));
    expect(box.value).toBe('');
  });

  it('puts nothing in the place of a text that came after it was offered, as when one dictates', async () => {
    const box = await composer();
    type(box, '/re');
    await waitFor(() => expect(options()[0]).toContain('/remind'));
    // The caret has not told yet.
    fireEvent.change(box, { target: { value: '/nonsense what' } });
    box.setSelectionRange(14, 14);
    fireEvent.keyDown(box, { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toContain('/nonsense');
    expect(box.value).toBe('/nonsense what');
  });

  it('offers nothing in the middle of a text, in a path, and what one may not use here', async () => {
    const box = await composer(world.directs.ade.id);
    type(box, '/');
    await waitFor(() => expect(options().length).toBeGreaterThan(5));
    expect(options().filter((text) => /^\/(topic|rename|invite|leave|archive)/.test(text))).toEqual([]);
    for (const text of ['and /me', '/usr/bin', '//me', '/nothing-like-that']) {
      type(box, text);
      expect(options(), text).toEqual([]);
    }
    enter(box, '/rename x');
    expect((await screen.findByRole('alert')).textContent).toContain('is for channels');
    expect(box.value).toBe('/rename x');
  });

  it('tells while one types what a reminder will do', async () => {
    const box = await composer();
    type(box, '/remind stretch');
    await waitFor(() => expect(options()[0]).toContain('/remind what when'));
    type(box, '/remind stretch on 2099-12-01 10:00');
    expect(options()[0]).toContain('more than a year');
    type(box, '/remind me to stretch tomorrow at 9');
    expect(options()[0]).toMatch(/^\/remind.*9:00.*: stretch/);
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(box.value).toBe(''));
    const [[sent]] = acts('send') as [[{ name: string; args: { note: object } }]];
    expect(sent).toMatchObject({
      name: 'reminder.set',
      args: { note: { workspace: world.workspace.id, text: 'stretch' } },
    });
  });
});

describe('a command', () => {
  const ready = async (channel?: string, root?: string) => {
    const box = await composer(channel, root);
    type(box, '/');
    await waitFor(() => expect(options().length).toBeGreaterThan(0));
    return box;
  };

  it('says something in the third person or with a shrug, through the outbox; a second slash says it as it is', async () => {
    const box = await ready();
    enter(box, '/me waves at @ade');
    await waitFor(() => expect(box.value).toBe(''));
    enter(box, '/shrug well');
    await waitFor(() => expect(box.value).toBe(''));
    enter(box, '//shrug well');
    await waitFor(() => expect(box.value).toBe(''));
    expect(acts('post').map(([message]) => message)).toEqual([
      { channel: world.channels.ops.id, text: `waves at <@${world.people.ade.id}>`, thirdPerson: true },
      { channel: world.channels.ops.id, text: 'well ¯\\\\\\_(ツ)\\_/¯' },
      { channel: world.channels.ops.id, text: '/shrug well' },
    ]);
  });

  it('that is none stays, says so, and is sent as a message when one says so', async () => {
    const box = await ready();
    enter(box, '/lunch at noon');
    expect((await screen.findByRole('alert')).textContent).toBe('There is no command /lunch.');
    expect([box.value, acts('post')]).toEqual(['/lunch at noon', []]);
    fireEvent.click(screen.getByRole('button', { name: 'Send as a message' }));
    await waitFor(() => expect(box.value).toBe(''));
    expect(acts('post')).toEqual([[{ channel: world.channels.ops.id, text: '/lunch at noon' }]]);
  });

  it('that fails stays, with what is wrong in words; the words go with the next key', async () => {
    const box = await ready();
    const refused = async (text: string, why: string | RegExp) => {
      enter(box, text);
      await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(why));
      expect(box.value).toBe(text);
    };
    await refused('/topic', 'Say it like this: /topic text');
    await refused('/away now', '/away takes nothing after it.');
    await refused('/invite @nobody', 'Nobody here is called @nobody.');
    await refused('/remind stretch', /^When\?/);
    core.answers.set(
      'channel.update',
      new RequestRejected({ code: 'archived', detail: 'This channel is archived.', retryable: false }),
    );
    await refused('/topic Lunch', 'This channel is archived.');
    type(box, '/topic Lunch at');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('of the whole channel is not for threads', async () => {
    const box = await ready(world.channels.ops.id, 'M0000000000000001');
    expect(options().filter((text) => /^\/(topic|leave|archive)/.test(text))).toEqual([]);
    expect(options()[0]).toContain('/me');
    enter(box, '/topic x');
    expect((await screen.findByRole('alert')).textContent).toContain('not in a thread');
  });

  it('asks before what is hard to take back, and does nothing when one does not go on', async () => {
    changeWorkspace(core, world.workspace.id, ({ self }) => ({ self: { ...self, role: 'owner' } }));
    const box = await ready();
    enter(box, '/archive');
    expect(await screen.findByRole('alertdialog', { name: 'Archive #ops?' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect([box.value, acts('command')]).toEqual(['/archive', []]);
    core.answers.set('channel.archive', {});
    fireEvent.keyDown(box, { key: 'Enter' });
    fireEvent.click(await screen.findByRole('button', { name: 'Archive channel' }));
    await waitFor(() => expect(acts('command')).toEqual([['channel.archive', { channel: world.channels.ops.id }]]));
    await waitFor(() => expect(box.value).toBe(''));
  });

  it('asks before it adds or removes many people at once, as the people of a large group', async () => {
    const users = Array.from({ length: 21 }, (_, index) => `U${String(index).padStart(16, '0')}`);
    changeWorkspace(core, world.workspace.id, ({ self, groups }) => ({
      self: { ...self, role: 'owner' },
      groups: new Map(groups).set('H0000000000000001', {
        ...{ id: 'H0000000000000001', rev: 1, workspace: world.workspace.id, handle: 'everyone' },
        ...{ name: 'Everyone', description: '', users },
      } as unknown as Group),
      usersComplete: true,
    }));
    const box = await ready();
    enter(box, '/remove @everyone');
    expect(await screen.findByRole('alertdialog', { name: 'Remove 21 people from #ops?' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(acts('command')).toEqual([]);
    enter(box, '/invite @everyone');
    expect(await screen.findByRole('alertdialog', { name: 'Add 21 people to #ops?' })).toBeTruthy();
    core.answers.set('channel.invite', {});
    fireEvent.click(screen.getByRole('button', { name: 'Add 21 people' }));
    const { id: channel } = world.channels.ops;
    await waitFor(() => expect(acts('command')).toEqual([['channel.invite', { channel, users }]]));
  });

  it('that is typed before it is known what there is is carried out when it is known', async () => {
    const box = await composer();
    enter(box, '/away');
    const args = { user: world.people.sofia.id, away: true };
    await waitFor(() => expect(acts('send')).toEqual([[{ name: 'user.update', args }]]));
    await waitFor(() => expect(box.value).toBe(''));
  });

  it('that waits for what there is is neither done elsewhere nor by itself when one comes back', async () => {
    core.answers.set('channel.update', {});
    changeWorkspace(core, world.workspace.id, ({ self }) => ({ self: { ...self, role: 'owner' } }));
    const desks: CommandDeskProps[] = [];
    const LateDesk = (props: CommandDeskProps) => {
      desks.push(props);
      return desks.length > 0 && isHere ? <CommandDesk {...props} /> : null;
    };
    let isHere = false;
    const at = (channelId: string) => (
      <Words>
        <RoostProvider value={core}>
          <CommandDeskContext value={LateDesk}>
            <Composer workspaceId={world.workspace.id} channelId={channelId} />
          </CommandDeskContext>
        </RoostProvider>
      </Words>
    );
    const { ops, leads } = world.channels;
    const page = render(at(ops.id));
    const box = await screen.findByRole<HTMLTextAreaElement>('textbox');
    enter(box, '/topic Deploys');
    expect((await screen.findByRole('alert')).textContent).toContain('not there yet');
    page.rerender(at(leads.id));
    isHere = true;
    page.rerender(at(leads.id));
    type(box, '/');
    await waitFor(() => expect(options().length).toBeGreaterThan(0));
    type(box, '');
    page.rerender(at(ops.id));
    await waitFor(() => expect(box.value).toBe('/topic Deploys'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(acts('command')).toEqual([]);
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(acts('command')).toEqual([['channel.update', { channel: ops.id, topic: 'Deploys' }]]));
  });

  it('leaves alone what one has written while it was carried out', async () => {
    let answer = () => {};
    core.answers.set('user.update', new Promise<object>((resolve) => (answer = () => resolve({}))));
    const box = await ready();
    enter(box, '/away');
    type(box, 'Back at two');
    answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(box.value).toBe('Back at two');
  });
});

describe('/poll', () => {
  const asking = async (question: string) => {
    const box = await composer();
    enter(box, `/poll ${question}`);
    const dialog = await screen.findByRole('dialog', { name: 'Create a poll' });
    return { box, dialog };
  };
  const answer = (dialog: HTMLElement, ...answers: string[]) => {
    const fields = within(dialog).getAllByRole('textbox', { name: /Answer/ });
    for (const [at, value] of answers.entries()) fireEvent.change(fields[at]!, { target: { value } });
  };
  const ask = (dialog: HTMLElement) => fireEvent.submit(dialog.querySelector('form')!);

  it('stays in the composer until it is asked, and begins with the answers one gave', async () => {
    const { box, dialog } = await asking('Which color?');
    answer(dialog, 'red', 'blue');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(box.value).toBe('/poll Which color?');
    enter(box, '/poll What color?');
    const again = await screen.findByRole('dialog', { name: 'Create a poll' });
    expect(within(again).getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' }).value).toBe('What color?');
    ask(again);
    expect(acts('post')).toMatchObject([[{ text: 'What color?', poll: { options: ['red', 'blue'] } }]]);
    await waitFor(() => expect(box.value).toBe(''));
  });

  it('is asked nowhere but where it was begun', async () => {
    await asking('Here?');
    go(world.channels.leads.id);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('reaches many only after a question', async () => {
    const { id } = world.channels.ops;
    changeWorkspace(core, world.workspace.id, ({ memberships }) => ({
      memberships: new Map(memberships).set(id, { ...fakeMembership(id), memberCount: 30 }),
    }));
    core.answers.set('channel.reach', { people: 29 });
    const { box, dialog } = await asking('Lunch, @channel?');
    answer(dialog, 'yes', 'no');
    ask(dialog);
    const question = await screen.findByRole('alertdialog', { name: 'Notify 29 people?' });
    expect(acts('post')).toEqual([]);
    fireEvent.click(within(question).getByRole('button', { name: 'Send' }));
    expect(acts('post')).toHaveLength(1);
    await waitFor(() => expect(box.value).toBe(''));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
