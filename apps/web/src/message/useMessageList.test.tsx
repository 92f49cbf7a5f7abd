// @vitest-environment happy-dom
import type { Message, User } from '@roost/protocol/entities';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

function Rows({ rows, threadRoot }: { rows: readonly ArticleRow[]; threadRoot?: string }) {
  const messages = rows.flatMap((row) => (row.type === 'message' ? [row.message] : []));
  const options = { workspaceId: world.workspace.id, channelId: world.channels.ops.id, messages };
  const { list } = useMessageList({ ...options, ...(threadRoot && { threadRoot }) });
  return rows.map((row, index) => (
    <MessageArticle
      key={row.key}
      list={list}
      row={row}
      position={index + 1}
      isTabStop
      isActive
      isEdited={false}
      onHover={() => {}}
      onFocus={() => {}}
    />
  ));
}

function show(rows: readonly ArticleRow[], threadRoot?: string) {
  render(
    <Words>
      <RoostProvider value={core}>
        <Rows rows={rows} {...(threadRoot && { threadRoot })} />
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
});
