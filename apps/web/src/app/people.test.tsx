import type { User } from '@roost/protocol/entities';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Composer } from '../features/composer/Composer.tsx';
import { InvitePage } from '../features/entry/InvitePage.tsx';
import { InviteAsDialog } from '../features/people/InviteAsDialog.tsx';
import { NewDirectDialog } from '../features/people/NewDirectDialog.tsx';
import { ProfilePane } from '../features/people/ProfilePane.tsx';
import { RemovePersonDialog } from '../features/people/RemovePersonDialog.tsx';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { Words } from '../i18n/Words.tsx';
import { changeWorkspace, fakeCore, fakeWorld, type FakeCore, type FakeWorld } from '../sync/fakeCore.ts';
import { RoostProvider } from '../sync/roost.ts';

let world: FakeWorld;
let core: FakeCore;
let wishes: string[];

const show = (what: ReactNode) =>
  render(
    <Words>
      <RoostProvider value={core}>
        <LaterWords>{what}</LaterWords>
      </RoostProvider>
    </Words>,
  );
const become = (user: User, change: Partial<User>) =>
  changeWorkspace(core, world.workspace.id, ({ users }) => ({
    users: new Map(users).set(user.id, { ...user, ...change }),
  }));
const about = (user: User) => ({ workspaceId: world.workspace.id, userId: user.id, onClose: () => {} });
const profile = (user: User) => (
  <ProfilePane
    {...about(user)}
    onMessage={() => wishes.push('message')}
    onAccess={() => {}}
    onStatus={() => {}}
    onEdit={() => wishes.push('edit')}
    onRemove={() => wishes.push('remove')}
    onInviteAs={() => wishes.push('inviteAs')}
  />
);
const openMenu = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

beforeAll(() => Promise.all([import('../ui/DialogLayer.tsx'), import('../ui/MenuLayer.tsx')]));
beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
  wishes = [];
});
afterEach(cleanup);

describe('somebody who left', () => {
  it('is not offered for a new conversation', async () => {
    become(world.people.maya, { left: true });
    show(<NewDirectDialog workspaceId={world.workspace.id} onClose={() => {}} />);
    expect(await screen.findByRole('option', { name: /Ade/ })).toBeTruthy();
    expect(screen.queryByRole('option', { name: /Maya/ })).toBeNull();
  });

  it('is not offered for a mention', async () => {
    become(world.people.maya, { left: true });
    show(<Composer workspaceId={world.workspace.id} channelId={world.channels.ops.id} />);
    const box = await screen.findByRole<HTMLTextAreaElement>('textbox');
    fireEvent.change(box, { target: { value: '@' } });
    box.setSelectionRange(1, 1);
    fireEvent.select(box);
    expect(await screen.findByRole('option', { name: /Ade/ })).toBeTruthy();
    expect(screen.queryByRole('option', { name: /Maya/ })).toBeNull();
  });

  it('has a profile that says so, without a way to write to them', async () => {
    become(world.people.maya, { left: true });
    show(profile(world.people.maya));
    expect(await screen.findByText('Maya Chen')).toBeTruthy();
    expect(screen.getByText('No longer in this workspace')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Message' })).toBeNull();
  });
});

describe('removing somebody', () => {
  it('is offered to who may, in their profile', async () => {
    show(profile(world.people.ade));
    await openMenu('Actions for Ade Okafor');
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Remove from workspace' }));
    expect(wishes).toEqual(['remove']);
  });

  it('says what happens, and does it only when that is confirmed', async () => {
    show(<RemovePersonDialog {...about(world.people.ade)} />);
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove Ade Okafor from Harbor?' });
    expect(dialog.textContent).toContain('Their messages stay');
    expect(core.acts.filter(([name]) => name === 'command')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(core.acts).toContainEqual(['command', 'user.remove', { user: world.people.ade.id }]));
  });
});

describe('inviting somebody as a person who was imported', () => {
  it('is offered in their profile', async () => {
    become(world.people.jun, { imported: true });
    show(profile(world.people.jun));
    await openMenu('Actions for Jun Park');
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Invite as Jun Park' }));
    expect(wishes).toEqual(['inviteAs']);
  });

  it('makes a link for that person and shows it', async () => {
    core.answers.set('invite.create', { invite: 'I', code: 'abc', url: 'https://chat.example/invite/abc' });
    show(<InviteAsDialog {...about(world.people.jun)} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Create link' }));
    expect(await screen.findByDisplayValue('https://chat.example/invite/abc')).toBeTruthy();
    expect(core.acts).toContainEqual([
      'command',
      'invite.create',
      { workspace: world.workspace.id, user: world.people.jun.id, expiresAt: expect.any(String) },
    ]);
  });

  it('tells whoever opens the link whom they become', async () => {
    core.doors.preview = async () => ({
      workspaceName: 'Harbor',
      invitedBy: 'Sofia Berg',
      role: 'member',
      becomes: 'Jun Park',
    });
    core.store.setState({ session: { state: 'signedOut' } });
    show(<InvitePage code="abc" />);
    expect(await screen.findByText(/You will be Jun Park, with their messages/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Your name').value).toBe('Jun Park');
  });
});
