import { expect, test } from 'vitest';
import { eventTypes } from '@roost/protocol/events';
import { givenSidebar, usualPreference } from '@roost/protocol/sidebar';
import type { LoggedEvent } from '../log/item.ts';
import { audienceOf, maySeeReplayed } from './audience.ts';
import {
  ADA,
  BO,
  channelEntity,
  CY,
  event,
  joined,
  left,
  message,
  OPEN,
  SECRET,
  TEAM,
  testRules,
  userEntity,
} from './testFan.ts';

const instant = '2026-11-21T10:00:00.000000Z';
const workspace = { id: TEAM, rev: 1, name: 'Team', createdAt: instant };
const edit = {
  id: 'M0000000000000001',
  rev: 20,
  channel: SECRET,
  author: ADA,
  clientId: 'x',
  text: 'new',
  createdAt: instant,
};
const deletion = { message: 'M0000000000000001', channel: SECRET, author: ADA, createdAt: instant, deletedAt: instant };
const thread = { channel: SECRET, root: 'M0000000000000001' };
const reaction = { message: 'M0000000000000001', channel: SECRET, user: ADA, emoji: '👍' };
const pin = { message: 'M0000000000000001', channel: SECRET, user: ADA };
const counts = { taken: [0], given: [1], voters: 0 };
const kept = { message: 'M0000000000000001', channel: SECRET };
const aGroup = {
  group: {
    ...{ id: 'H00000000000000AA', rev: 20, workspace: TEAM, name: 'Crew', handle: 'crew', description: '' },
    ...{ users: [CY], channels: [OPEN], createdBy: ADA, createdAt: instant },
  },
};
const scheduled = { id: 'Q0000000000000001', rev: 20, channel: OPEN, text: 'later', at: instant };
const ended = { scheduled: scheduled.id, channel: OPEN, message: null, late: false };
const inChannel = (kind: 'public' | 'private' | 'direct') => ({
  channel: channelEntity(kind === 'public' ? OPEN : SECRET, kind, 20),
});

const everyone = { type: 'everyone' };
const members = (channel: string) => ({ type: 'members', channel });

const table: [name: string, event: LoggedEvent, audience: object][] = [
  ['workspace.created', event(20, 'workspace.created', '*', { workspace }), everyone],
  ['workspace.updated', event(20, 'workspace.updated', '*', { workspace }), everyone],
  ['user.joined', event(20, 'user.joined', '*', { user: userEntity(CY, 20) }), everyone],
  ['group.created', event(20, 'group.created', '*', aGroup), everyone],
  ['group.updated', event(20, 'group.updated', '*', aGroup), everyone],
  ['user.updated', event(20, 'user.updated', '*', { user: userEntity(CY, 20) }), everyone],
  ['channel.created, public', event(20, 'channel.created', '*', inChannel('public')), everyone],
  ['channel.created, private', event(20, 'channel.created', SECRET, inChannel('private')), members(SECRET)],
  ['channel.created, direct', event(20, 'channel.created', SECRET, inChannel('direct')), members(SECRET)],
  ['channel.updated, public', event(20, 'channel.updated', '*', inChannel('public')), everyone],
  ['channel.updated, private', event(20, 'channel.updated', SECRET, inChannel('private')), members(SECRET)],
  ['channel.archived, public', event(20, 'channel.archived', '*', inChannel('public')), everyone],
  ['channel.archived, private', event(20, 'channel.archived', SECRET, inChannel('private')), members(SECRET)],
  ['channel.unarchived, public', event(20, 'channel.unarchived', '*', inChannel('public')), everyone],
  ['channel.unarchived, private', event(20, 'channel.unarchived', SECRET, inChannel('private')), members(SECRET)],
  ['channel.hidden', event(20, 'channel.hidden', '*', { channel: SECRET }), everyone],
  ['channel.deleted, public', event(20, 'channel.deleted', '*', { channel: OPEN, kind: 'public' }), everyone],
  [
    'channel.deleted, private',
    event(20, 'channel.deleted', SECRET, { channel: SECRET, kind: 'private' }),
    members(SECRET),
  ],
  ['channel.backfilled', event(20, 'channel.backfilled', OPEN, { channel: OPEN }), members(OPEN)],
  ['member.joined', joined(20, CY, OPEN), members(OPEN)],
  ['member.left', left(20, BO, OPEN), members(OPEN)],
  ['message.posted', message(20, SECRET), members(SECRET)],
  ['message.edited', event(20, 'message.edited', SECRET, { message: edit }), members(SECRET)],
  ['message.deleted', event(20, 'message.deleted', SECRET, deletion), members(SECRET)],
  ['reaction.added', event(20, 'reaction.added', SECRET, reaction), members(SECRET)],
  ['reaction.removed', event(20, 'reaction.removed', SECRET, reaction), members(SECRET)],
  ['message.pinned', event(20, 'message.pinned', SECRET, pin), members(SECRET)],
  ['message.unpinned', event(20, 'message.unpinned', SECRET, pin), members(SECRET)],
  ['bookmarks.arranged', event(20, 'bookmarks.arranged', SECRET, { channel: SECRET, list: [] }), members(SECRET)],
  ['message.acknowledged', event(20, 'message.acknowledged', SECRET, pin), members(SECRET)],
  ['poll.voted', event(20, 'poll.voted', SECRET, { ...pin, choices: [0] }), members(SECRET)],
  ['poll.counted', event(20, 'poll.counted', SECRET, { ...kept, channel: SECRET, ...counts }), members(SECRET)],
  ['poll.closed', event(20, 'poll.closed', SECRET, pin), members(SECRET)],
  ['vote.cast', event(20, 'vote.cast', '*', { vote: { ...kept, rev: 20, choices: [0] } }), everyone],
  ['read.marked', event(20, 'read.marked', '*', { channel: OPEN, message: null, readAt: instant }), everyone],
  ['thread.followed', event(20, 'thread.followed', '*', { ...thread, reason: 'replied', readAt: instant }), everyone],
  ['thread.unfollowed', event(20, 'thread.unfollowed', '*', thread), everyone],
  ['thread.marked', event(20, 'thread.marked', '*', { ...thread, message: thread.root, readAt: instant }), everyone],
  ['message.saved', event(20, 'message.saved', '*', { ...kept, savedAt: instant, done: false }), everyone],
  ['message.unsaved', event(20, 'message.unsaved', '*', kept), everyone],
  ['channel.preferred', event(20, 'channel.preferred', '*', { preference: usualPreference(OPEN) }), everyone],
  ['activity.looked', event(20, 'activity.looked', '*', { lookedAt: instant }), everyone],
  ['sidebar.arranged', event(20, 'sidebar.arranged', '*', { sidebar: givenSidebar('U1') }), everyone],
  ['draft.written', event(20, 'draft.written', '*', { channel: OPEN, draft: null }), everyone],
  ['message.scheduled', event(20, 'message.scheduled', '*', { scheduled }), everyone],
  ['reminder.set', event(20, 'reminder.set', '*', { reminder: { ...kept, rev: 20, at: instant } }), everyone],
  ['reminder.cleared', event(20, 'reminder.cleared', '*', kept), everyone],
  ['schedule.ended', event(20, 'schedule.ended', '*', ended), everyone],
  ['workspace.joined', event(20, 'workspace.joined', '*', { workspace, user: userEntity(ADA, 1) }), everyone],
  ['workspace.left', event(20, 'workspace.left', '*', { workspace: TEAM, user: ADA }), everyone],
  ['login.created', event(20, 'login.created', '*', { login: 'L0000000000000001' }), everyone],
  ['login.ended', event(20, 'login.ended', '*', { login: 'L0000000000000001' }), everyone],
];

test.each(table)('[W1][W2][W5] the audience of %s', (_name, event, audience) => {
  expect(audienceOf(event)).toEqual(audience);
});

test('[W1] every event type of the protocol stands in the table', () => {
  const covered = new Set(table.map(([, { type }]) => type));
  expect(Object.keys(eventTypes).filter((type) => !covered.has(type as keyof typeof eventTypes))).toEqual([]);
});

test('[W1] a wider audience stored with an event leaks nothing, a narrower one narrows', () => {
  expect(audienceOf({ ...message(20, SECRET), audience: '*' })).toEqual(members(SECRET));
  expect(audienceOf(event(20, 'channel.updated', '*', inChannel('private')))).toEqual(members(SECRET));
  expect(audienceOf(event(20, 'user.updated', SECRET, { user: userEntity(CY, 20) }))).toEqual(members(SECRET));
  expect(audienceOf({ ...message(20, SECRET), audience: OPEN })).toEqual({ type: 'nobody' });
});

test('[W1] nobody gets an event of a type that the table does not know', () => {
  for (const type of ['secret.happened', 'constructor', '__proto__']) {
    expect(audienceOf({ ...message(20), type: type as 'message.posted' })).toEqual({ type: 'nobody' });
  }
});

test('[W6] imported history is nobody’s to be sent', () => {
  expect(audienceOf({ ...message(20), backfill: true })).toEqual({ type: 'nobody' });
  expect(maySeeReplayed({ ...message(20), backfill: true }, ADA, testRules())).toBe(false);
});

test('[W4] a replayed message is for those who are members now and were at that seq', () => {
  const rules = testRules();
  expect([ADA, BO, CY].map((user) => maySeeReplayed(message(20), user, rules))).toEqual([true, true, false]);
  expect([ADA, BO, CY].map((user) => maySeeReplayed(message(20, SECRET), user, rules))).toEqual([true, false, false]);
  expect(maySeeReplayed(message(4), BO, rules)).toBe(false);
  rules.apply(left(21, BO, OPEN));
  expect(maySeeReplayed(message(20), BO, rules)).toBe(false);
});

test('[W3] one’s own joining is the first and one’s own leaving the last replayed event of a channel', () => {
  const rules = testRules();
  rules.apply(joined(21, CY, OPEN));
  expect(
    [20, 21, 22].map((seq) => maySeeReplayed(seq === 21 ? joined(21, CY, OPEN) : message(seq), CY, rules)),
  ).toEqual([false, true, true]);
  rules.apply(left(23, CY, OPEN));
  expect(maySeeReplayed(left(23, CY, OPEN), CY, rules)).toBe(true);
  expect(maySeeReplayed(left(23, BO, OPEN), CY, rules)).toBe(false);
  expect(maySeeReplayed(message(22), CY, rules)).toBe(false);
});

test('[W2] who is not in the workspace sees nothing of it', () => {
  expect(
    maySeeReplayed(event(20, 'user.joined', '*', { user: userEntity(CY, 20) }), 'U00000000000000ZZ', testRules()),
  ).toBe(false);
});

test('[W4] what was told to everybody of a channel is replayed to its members alone once it is private', () => {
  const rules = testRules();
  const news = event(20, 'channel.updated', '*', inChannel('public'));
  expect([ADA, BO, CY].map((user) => maySeeReplayed(news, user, rules))).toEqual([true, true, true]);
  rules.apply(event(21, 'channel.updated', OPEN, { channel: channelEntity(OPEN, 'private', 21) }));
  expect([ADA, BO, CY].map((user) => maySeeReplayed(news, user, rules))).toEqual([true, true, false]);
  expect(maySeeReplayed(event(22, 'channel.hidden', '*', { channel: OPEN }), CY, rules)).toBe(true);
});

test('[W8] of a deleted channel nothing is replayed but that it was deleted, of a private one to who was in it', () => {
  const rules = testRules();
  const gone = event(21, 'channel.deleted', SECRET, { channel: SECRET, kind: 'private' });
  rules.apply(gone);
  expect([ADA, BO, CY].map((user) => maySeeReplayed(gone, user, rules))).toEqual([true, false, false]);
  expect(maySeeReplayed(message(20, SECRET), ADA, rules)).toBe(false);
  const open = event(22, 'channel.deleted', '*', { channel: OPEN, kind: 'public' });
  const news = event(20, 'channel.updated', '*', inChannel('public'));
  rules.apply(open);
  expect([ADA, CY].map((user) => maySeeReplayed(open, user, rules))).toEqual([true, true]);
  expect([ADA, CY].map((user) => maySeeReplayed(news, user, rules))).toEqual([false, false]);
});
