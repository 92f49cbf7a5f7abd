import type { Intent, OutboxEntry, OutboxState } from '@roost/client/types';
import type { Message, User } from '@roost/protocol/entities';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Words } from '../i18n/Words.tsx';
import { changeWorkspace, fakeCore, fakeWorld, type FakeCore, type FakeWorld } from '../sync/fakeCore.ts';
import { RoostProvider } from '../sync/roost.ts';
import { MessageArticle, type ArticleRow } from './MessageArticle.tsx';
import { useMessageList } from './useMessageList.ts';

let world: FakeWorld;
let core: FakeCore;

const message = (author: User, over: Partial<Message> = {}): Message => ({
  id: 'M0000000000000001',
  rev: 1,
  channel: world.channels.ops.id,
  author: author.id,
  clientId: 'c1',
  text: 'Ship it',
  createdAt: '2026-11-21T09:31:00.000000Z',
  reactions: [],
  ...over,
});

interface Shown {
  rows: readonly ArticleRow[];
  threadRoot: string | undefined;
  isEdited: boolean;
  markUnread: (() => void) | undefined;
}

function Rows({ rows, threadRoot, isEdited, markUnread }: Shown) {
  const messages = rows.flatMap((row) => (row.type === 'message' ? [row.message] : []));
  const options = { workspaceId: world.workspace.id, channelId: world.channels.ops.id, messages, markUnread };
  const { list } = useMessageList({ ...options, ...(threadRoot && { threadRoot }) });
  return rows.map((row, index) => (
    <MessageArticle
      key={row.key}
      list={list}
      row={row}
      position={index + 1}
      isTabStop
      isActive
      isEdited={isEdited}
      onHover={() => {}}
      onFocus={() => {}}
    />
  ));
}

function show(rows: readonly ArticleRow[], threadRoot?: string, isEdited = false, markUnread?: () => void) {
  render(
    <Words>
      <RoostProvider value={core}>
        <Rows rows={rows} threadRoot={threadRoot} isEdited={isEdited} markUnread={markUnread} />
      </RoostProvider>
    </Words>,
  );
}
const row = (one: Message): ArticleRow => ({ type: 'message', key: one.clientId, message: one, grouped: false });

/** What the menu of a message offers. */
async function menuOf(one: Message): Promise<string | null> {
  show([row(one)]);
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  const menu = await screen.findByRole('menu');
  await within(menu).findAllByRole('menuitem');
  return menu.textContent;
}

// A first import takes longer than one waits for a menu; what is fetched after the rows is here from the first ones on.
beforeAll(async () => {
  await Promise.all([import('../ui/MenuLayer.tsx'), import('./MessageMenuLayer.tsx')]);
  world = fakeWorld();
  core = fakeCore([world]);
  show([row(message(world.people.sofia))]);
  await screen.findByRole('button', { name: 'More' });
  cleanup();
  show([row(message(world.people.sofia))], undefined, true);
  await screen.findByRole('textbox', { name: 'Edit message' });
  cleanup();
});
beforeEach(() => {
  world = fakeWorld();
  core = fakeCore([world]);
});
afterEach(cleanup);

describe('the messages of a timeline or thread', () => {
  it("let an owner delete somebody else's message, but not put words in their mouth", async () => {
    const items = await menuOf(message(world.people.ade));
    expect(items).toContain('Delete');
    expect(items).not.toContain('Edit');
  });

  it("let a member change only one's own", async () => {
    const member: User = { ...world.people.sofia, role: 'member' };
    changeWorkspace(core, world.workspace.id, () => ({ self: member }));
    expect(await menuOf(message(world.people.ade))).not.toMatch(/Edit|Delete/);
    cleanup();
    expect(await menuOf(message(world.people.sofia))).toMatch(/Edit.*Delete/);
  });

  it('are only read where one may not write', async () => {
    changeWorkspace(core, world.workspace.id, (state) => ({
      channels: new Map(state.channels).set(world.channels.ops.id, {
        ...world.channels.ops,
        archivedAt: '2026-11-21T09:00:00.000000Z',
      }),
    }));
    expect(await menuOf(message(world.people.sofia))).not.toMatch(/Edit|Delete/);
    expect(screen.queryByRole('button', { name: /React with/ })).toBeNull();
  });

  it('lead into a thread from a timeline, and not from the thread itself', () => {
    show([row(message(world.people.ade, { replyCount: 2 }))]);
    expect(screen.getAllByRole('button', { name: /thread|2 replies/i })).toHaveLength(2);
    cleanup();
    show([row(message(world.people.ade, { replyCount: 2 }))], 'M0000000000000001');
    expect(screen.queryByRole('button', { name: /thread|2 replies/i })).toBeNull();
  });

  it('that were not sent go back into the composer they came from, with names for ids', () => {
    const root = 'M0000000000000009';
    const pending = { clientId: 'p1', text: `Ask <@${world.people.ade.id}>`, queuedAt: 0, state: 'failed' as const };
    const rows: ArticleRow[] = [{ type: 'pending', key: 'p1', pending, grouped: false }];
    core.answers.set('remove', true);
    show(rows, root);
    fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
    expect(core.drafts.get(`${world.channels.ops.id}/${root}`)).toBe('Ask @ade');
    expect(core.drafts.get(world.channels.ops.id)).toBe('');
  });

  it('that were not sent cannot be taken back to where there is no composer', () => {
    changeWorkspace(core, world.workspace.id, () => ({ memberships: new Map() }));
    show([
      {
        type: 'pending',
        key: 'p1',
        pending: { clientId: 'p1', text: 'x', queuedAt: 0, state: 'failed' },
        grouped: false,
      },
    ]);
    expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('that were not sent go before what is being written', () => {
    const pending = { clientId: 'p1', text: 'First', queuedAt: 0, state: 'failed' as const };
    core.drafts.set(world.channels.ops.id, 'Second');
    core.answers.set('remove', true);
    show([{ type: 'pending', key: 'p1', pending, grouped: false }]);
    fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
    expect(core.drafts.get(world.channels.ops.id)).toBe('First\nSecond');
  });
});

describe('a message that one has changed', () => {
  const waiting: OutboxState = { type: 'waiting', attempt: 0, notBefore: 0 };
  const refused: OutboxState = {
    type: 'failed',
    reason: { code: 'archived', detail: 'This channel is archived.', retryable: false },
  };
  const outbox = (intent: Intent, state: OutboxState = waiting): OutboxEntry =>
    ({ key: 'k1', lane: 'message/M0000000000000001', queuedAt: Date.now(), state, ...intent }) as OutboxEntry;
  const hold = (...entries: OutboxEntry[]) => act(() => core.store.setState({ outbox: entries }));
  const edit = (text: string, state?: OutboxState) =>
    outbox({ name: 'message.edit', args: { message: 'M0000000000000001', text } }, state);

  it('shows the change before the server knows it', () => {
    show([row(message(world.people.sofia))]);
    const reaction = { message: 'M0000000000000001', emoji: '🎉' };
    hold(edit('Ship it now'), outbox({ name: 'reaction.add', args: reaction }));
    expect(screen.getByText('Ship it now')).toBeTruthy();
    expect(screen.getByRole('button', { name: /reacted with 🎉/ }).getAttribute('aria-pressed')).toBe('true');
  });

  it('keeps a text that was refused, and says why, until its author decides', () => {
    core.answers.set('remove', true);
    show([row(message(world.people.sofia))]);
    hold(edit('Ship it now', refused));
    expect(screen.getByText('Ship it now')).toBeTruthy();
    expect(screen.getByText('Not saved: This channel is archived.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(core.acts).toContainEqual(['retry', 'k1']);
    fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
    expect(core.acts).toContainEqual(['remove', 'k1']);
    expect(core.drafts.get('edit/M0000000000000001')).toBe('Ship it now');
  });
});

describe('the box in which one changes a message', () => {
  const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' });
  const open = () => show([row(message(world.people.sofia))], undefined, true);

  it('has what one had written when one went away without saving', () => {
    open();
    fireEvent.change(box(), { target: { value: 'Ship it tomor' } });
    cleanup();
    open();
    expect(box().value).toBe('Ship it tomor');
    fireEvent.keyDown(box(), { key: 'Escape' });
    cleanup();
    open();
    expect(box().value).toBe('Ship it');
  });

  it('stays open with its text when there is no room for it until it is sent', () => {
    core.answers.set('send', null);
    open();
    fireEvent.change(box(), { target: { value: 'Ship it now' } });
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(box().value).toBe('Ship it now');
    expect(core.drafts.get('edit/M0000000000000001')).toBe('Ship it now');
    core.answers.set('send', 'k1');
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(core.drafts.get('edit/M0000000000000001')).toBe('');
  });
});

describe('marking as unread', () => {
  it('is offered for the first message, too', async () => {
    const markUnread = vi.fn();
    show([row(message(world.people.ade))], undefined, false, markUnread);
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /Mark unread/ }));
    expect(markUnread).toHaveBeenCalledOnce();
  });
});
