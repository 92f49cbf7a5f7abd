import { describe, expect, it } from 'vitest';
import { channelNameOf, rightsIn, unreadOf } from './channels.ts';
import { fakeCore, fakeMembership, fakeWorld } from './fakeCore.ts';
import { orderOf } from './sidebarOrder.ts';

const world = fakeWorld();
const { general, ops, leads } = world.channels;
const { sofia, ade } = world.people;

describe('what one may do with a channel', () => {
  it('runs it as an admin or as the one who made it', () => {
    expect(rightsIn(ops, sofia, true)).toEqual({
      post: true,
      bookmark: true,
      setTopic: true,
      rename: true,
      archive: true,
      remove: true,
      leave: true,
      invite: true,
      speak: true,
      reply: true,
      rule: true,
      convert: true,
      delete: true,
      newcomers: true,
    });
    expect(rightsIn({ ...ops, createdBy: ade.id }, ade, true).rename).toBe(true);
    expect(rightsIn(ops, ade, true)).toEqual({
      post: true,
      bookmark: true,
      setTopic: true,
      rename: false,
      archive: false,
      remove: false,
      leave: true,
      invite: true,
      speak: true,
      reply: true,
      rule: false,
      convert: false,
      delete: false,
      newcomers: false,
    });
  });

  it('speaks in a channel of announcements only as one of those who may', () => {
    const speaks = (channel: typeof ops, who: typeof ade) => {
      const { speak, reply, bookmark } = rightsIn(channel, who, true);
      expect(bookmark).toBe(speak);
      return [speak, reply];
    };
    const news = { ...ops, posting: { who: 'chosen', users: [ade.id], replies: false } as const };
    expect(speaks({ ...news, posting: { ...news.posting, users: [ade.id] } }, ade)).toEqual([true, true]);
    expect(speaks({ ...news, posting: { ...news.posting, users: [] } }, ade)).toEqual([false, false]);
    expect(speaks({ ...news, posting: { who: 'admins', users: [], replies: true } }, ade)).toEqual([false, true]);
    expect(speaks({ ...news, posting: { who: 'admins', users: [], replies: true }, admins: [ade.id] }, ade)).toEqual([
      true,
      true,
    ]);
  });

  it('only writes as a guest, and sees to nothing', () => {
    const guest = { ...ade, role: 'guest' } as const;
    const may = Object.entries(rightsIn({ ...ops, createdBy: ade.id }, guest, true)).filter(([, allowed]) => allowed);
    expect(may.map(([right]) => right)).toEqual(['post', 'speak', 'reply', 'leave']);
  });

  it('looks on as a visitor', () => {
    expect(Object.values(rightsIn(ops, ade, false)).some(Boolean)).toBe(false);
    expect([rightsIn(ops, sofia, false).bookmark, rightsIn(leads, ade, false).bookmark]).toEqual([true, false]);
  });

  it('stays in #general, which nobody archives', () => {
    expect(rightsIn(general, sofia, true)).toMatchObject({ leave: false, archive: false, remove: false, rename: true });
  });

  it('only leaves or opens an archived one again', () => {
    expect(rightsIn({ ...ops, archivedAt: ops.createdAt }, sofia, true)).toEqual({
      post: false,
      bookmark: false,
      setTopic: false,
      rename: false,
      archive: true,
      remove: false,
      leave: true,
      invite: false,
      speak: false,
      reply: false,
      rule: false,
      convert: false,
      delete: true,
      newcomers: false,
    });
  });

  it('only writes in a direct one', () => {
    expect(rightsIn(world.directs.ade, sofia, true)).toEqual({
      post: true,
      bookmark: true,
      setTopic: false,
      rename: false,
      archive: false,
      remove: false,
      leave: false,
      invite: false,
      speak: true,
      reply: true,
      rule: false,
      convert: false,
      delete: false,
      newcomers: false,
    });
  });
});

describe('the order of the sidebar', () => {
  it('sorts direct messages by their newest message and leaves archived channels out', () => {
    const late = { ...fakeMembership(world.directs.group.id), lastMessageAt: '2030-01-01T00:00:00.000000Z' };
    const state = {
      ...world.state,
      channels: new Map(world.state.channels).set(leads.id, { ...leads, archivedAt: leads.createdAt }),
      memberships: new Map(world.state.memberships).set(world.directs.group.id, late),
    };
    expect(orderOf(state)).toEqual({
      channels: [general.id, ops.id],
      directs: [world.directs.group.id, world.directs.ade.id],
    });
  });

  it('is the same object while neither channels nor memberships changed', () => {
    expect(orderOf({ ...world.state, users: new Map() })).toBe(orderOf(world.state));
  });
});

it('a direct channel is called after its other people', () => {
  const state = fakeCore([world]).store.getState();
  expect(channelNameOf(state, world.directs.ade.id)).toBe('Ade Okafor');
  expect(channelNameOf(state, world.directs.group.id).split(', ').toSorted()).toEqual(['Jun Park', 'Maya Chen']);
});

it('unread is counted once per membership', () => {
  const membership = fakeMembership(ops.id, 4, 1);
  expect(unreadOf(membership)).toEqual({ any: true, bold: true, badge: 1, count: 4, mentions: 1 });
  expect(unreadOf(membership)).toBe(unreadOf(membership));
});
