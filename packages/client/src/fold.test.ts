import { beforeEach, describe, expect, test } from 'vitest';
import type { Event } from '@roost/protocol/events';
import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { absorbed } from './absorb.ts';
import { fold } from './fold.ts';
import {
  askingPlace,
  awaiting,
  foldBatch,
  fromSnapshot,
  learned,
  messageArrived,
  normalise,
  pageArrived,
  placeArrived,
  settled,
  swapped,
  threadArrived,
} from './replica.ts';
import { House } from './testHouse.ts';
import type { WorkspaceState } from './types.ts';

let house: House;
let ada: string;
let ben: string;
let cleo: string;
let general: string;
let state: WorkspaceState;
let folded = 0;
let personal = 0;

beforeEach(() => {
  house = new House();
  ada = house.addUser('Ada');
  ben = house.addUser('Ben');
  cleo = house.addUser('Cleo');
  general = house.addChannel(ben, 'general');
  house.join(general, ada);
  house.join(general, cleo);
  begin();
});

/** Ada's copy as of now. */
function begin(): void {
  state = fromSnapshot(house.snapshot(ada));
  folded = house.head;
  personal = house.personal.get(ada)!.length;
}

/** Folds what has happened since, as far as Ada hears it. */
function catchUp(): void {
  for (const { event, audience } of house.log.slice(folded)) {
    const hears =
      audience === '*' ||
      house.isIn(audience, ada) ||
      ((event.type === 'member.left' || event.type === 'member.joined') && event.data.user === ada);
    if (hears) state = fold(state, structuredClone(event));
  }
  for (const event of house.personal.get(ada)!.slice(personal)) state = fold(state, structuredClone(event));
  folded = house.head;
  personal = house.personal.get(ada)!.length;
}

function openWindow(): void {
  state = pageArrived(
    state,
    general,
    { messages: structuredClone(house.timeline(general)), seq: house.head, hasMoreBefore: false, hasMoreAfter: false },
    'replace',
  );
}

const shown = () => state.windows.get(general)!.messages;
const place = () => state.memberships.get(general)!;
const unread = () => place().unread.entries.map(({ createdAt }) => createdAt);

describe('a channel that goes', () => {
  const told = (type: 'channel.hidden' | 'channel.deleted', channel: string, seq: number): Event =>
    ({
      seq,
      v: 1,
      type,
      at: '2026-11-21T10:00:00.000000Z',
      actor: ben,
      data: type === 'channel.hidden' ? { channel } : { channel, kind: 'public' },
    }) as Event;
  const knows = (channel: string) => [state.channels, state.memberships, state.windows].map((map) => map.has(channel));

  test('[W2] one that becomes private is forgotten by who looked in, and kept by who is in it', () => {
    const other = house.addChannel(ben, 'other');
    catchUp();
    expect(knows(other)[0]).toBe(true);
    const { head } = house;
    for (const channel of [general, other]) state = fold(state, told('channel.hidden', channel, head + 1));
    expect(knows(other)).toEqual([false, false, false]);
    expect(knows(general).slice(0, 2)).toEqual([true, true]);
  });

  test('[W8] a deleted one leaves nothing, and no answer that was on its way brings it back', () => {
    openWindow();
    const before = {
      channel: state.channels.get(general)!,
      membership: house.membership(general, ada),
      seq: house.head,
    };
    const page = { messages: shown(), seq: house.head, hasMoreBefore: false, hasMoreAfter: false };
    state = awaiting(awaiting(state, general), general);
    state = fold(state, told('channel.deleted', general, house.head + 1));
    expect(knows(general)).toEqual([false, false, false]);
    state = settled(placeArrived(state, before), general);
    state = settled(pageArrived(state, general, page, 'replace'), general);
    state = learned(state, { channels: [before.channel] });
    expect(knows(general)).toEqual([false, false, false]);
    expect(state.threadPlaces.size).toBe(0);
  });

  test('one that comes back after it was hidden is taken in again', () => {
    const other = house.addChannel(ben, 'other');
    catchUp();
    const { head } = house;
    const channel = state.channels.get(other)!;
    state = fold(state, told('channel.hidden', other, head + 1));
    state = learned(state, { channels: [{ ...channel, rev: head + 2 }] });
    expect(knows(other)[0]).toBe(true);
  });

  test('[C8] into one that was hidden one may be let in, though nothing of it has changed', () => {
    const other = house.addChannel(ben, 'other');
    catchUp();
    const channel = state.channels.get(other)!;
    state = fold(state, told('channel.hidden', other, house.head + 1));
    house.join(other, ada);
    catchUp();
    state = awaiting(state, other);
    const answer = { channel, membership: house.membership(other, ada), seq: house.head + 2 };
    state = settled(placeArrived(state, answer), other);
    expect(knows(other).slice(0, 2)).toEqual([true, true]);
  });
});

describe('what one has saved', () => {
  test('[M10] is marked until it is done or forgotten, whatever becomes of the message', () => {
    const [todo, done, forgotten] = [1, 2, 3].map((n) => house.post(ben, { channel: general, text: `${n}` }).id);
    for (const id of [todo!, done!, forgotten!]) house.save(ada, id, 'todo');
    catchUp();
    expect([...state.saved.keys()]).toEqual([todo, done, forgotten]);
    house.save(ada, done!, 'done');
    house.save(ada, forgotten!, 'gone');
    house.delete(todo!);
    catchUp();
    expect([...state.saved.keys()]).toEqual([todo]);
    expect(normalise(state)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  });
});

describe('[D1] what one is about to write', () => {
  const draft = (rev: number, text: string) => ({
    ...{
      channel: general,
      rev,
      text,
      written: rev,
      at: '2026-11-21T10:00:00.000000Z',
      by: 'S01JD3ZK5Q8XG7TR1',
      others: [],
    },
  });
  const written = (rev: number, text: string | null): Event<'draft.written'> => ({
    ...{ seq: rev, v: 1, type: 'draft.written', at: '2026-11-21T10:00:00.000000Z', actor: ada },
    data: { channel: general, draft: text === null ? null : draft(rev, text) },
  });

  test('is what the newest event says, in whatever order an answer and events come', () => {
    state = fold(state, written(1, 'one'));
    state = absorbed(state, { draft: draft(3, '') });
    state = fold(state, written(2, 'one two'));
    expect(state.drafts.get(general)?.text).toBe('');
    state = fold(state, written(3, ''));
    expect(normalise(state).drafts).toEqual([]);
  });

  test('[D3] is not touched by an event whose text has gone from the log', () => {
    state = fold(state, written(1, 'one'));
    const before = state;
    expect(fold(state, written(2, null))).toBe(before);
  });
});

describe('the bookmarks of a channel', () => {
  test('[B2] are not touched by an older event, whose list has gone from the log', () => {
    const arranged = (rev: number, titles: string[]): Event<'bookmarks.arranged'> => ({
      ...{ seq: rev, v: 1, type: 'bookmarks.arranged', at: '2026-11-21T10:00:00.000000Z', actor: ada },
      data: {
        channel: general,
        list: titles.map((title) => ({
          id: newId('bookmark'),
          title,
          address: 'https://x.example',
          emoji: null,
          by: ada,
        })),
      },
    });
    state = fold(state, arranged(900, ['wiki']));
    const before = state.bookmarks;
    state = fold(state, arranged(899, []));
    expect(state.bookmarks).toBe(before);
  });
});

describe('the timeline', () => {
  test('[C9] an event that a page already holds changes nothing', () => {
    const { id } = house.post(ben, { channel: general, text: 'one' });
    house.edit(id, 'two');
    house.react(id, cleo, '👍');
    openWindow();
    const before = shown();
    catchUp();
    expect(shown()).toEqual(house.timeline(general));
    expect(shown()).toBe(before);
  });

  test('[C9] what was deleted does not come back with an older page', () => {
    const { id } = house.post(ben, { channel: general, text: 'oops' });
    const older = {
      messages: structuredClone(house.timeline(general)),
      seq: house.head,
      hasMoreBefore: false,
      hasMoreAfter: false,
    };
    house.delete(id);
    catchUp();
    state = pageArrived(state, general, older, 'replace');
    expect(shown().map((one) => one.id)).not.toContain(id);
    state = messageArrived(state, older.messages.at(-1)!);
    expect(shown().map((one) => one.id)).not.toContain(id);
  });

  test('events that come while a page is on its way are folded onto it', () => {
    const first = house.post(ben, { channel: general, text: 'first' });
    const page = {
      messages: structuredClone(house.timeline(general)),
      seq: house.head,
      hasMoreBefore: false,
      hasMoreAfter: false,
    };
    state = awaiting(state, general);
    house.post(ben, { channel: general, text: 'second' });
    house.edit(first.id, 'first, edited');
    catchUp();
    state = settled(pageArrived(state, general, page, 'replace'), general);
    expect(shown()).toEqual(house.timeline(general));
    expect(state.journals.size).toBe(0);
  });

  test('[M1] a reply is not in the timeline; its root tells how many, who first and when last', () => {
    const root = house.post(ada, { channel: general, text: 'root' });
    openWindow();
    for (const user of [ben, cleo, ben, ada]) house.post(user, { channel: general, text: 'r', threadRoot: root.id });
    catchUp();
    expect(shown().at(-1)).toMatchObject({ id: root.id, replyCount: 4, replyUsers: [ben, cleo, ada] });
    expect(shown()).toEqual(house.timeline(general));
  });

  test('[M9] a message tells who pinned it, until the pin is taken away or it is deleted', () => {
    const [kept, gone] = [1, 2].map((n) => house.post(ben, { channel: general, text: `${n}` }));
    house.post(cleo, { channel: general, text: 'reply', threadRoot: gone!.id });
    openWindow();
    house.pin(kept!.id, cleo);
    house.pin(gone!.id, ada);
    catchUp();
    expect(shown().map(({ pinned }) => pinned?.by)).toEqual(expect.arrayContaining([cleo, ada]));
    expect(shown()).toEqual(house.timeline(general));
    house.pin(kept!.id, ben);
    house.delete(gone!.id);
    catchUp();
    expect(shown().some((one) => 'pinned' in one)).toBe(false);
    expect(shown()).toEqual(house.timeline(general));
  });

  test('[M4] a deleted message with replies stays as an empty tombstone until its last reply goes', () => {
    const root = house.post(ben, { channel: general, text: 'root' });
    const reply = house.post(cleo, { channel: general, text: 'reply', threadRoot: root.id });
    openWindow();
    house.delete(root.id);
    catchUp();
    expect(shown().at(-1)).toMatchObject({ id: root.id, text: '', reactions: [], replyCount: 1 });
    house.delete(reply.id);
    catchUp();
    expect(shown().map((one) => one.id)).not.toContain(root.id);
  });

  test('the last reply’s deletion takes the whole summary away', () => {
    const root = house.post(ben, { channel: general, text: 'root' });
    openWindow();
    const reply = house.post(cleo, { channel: general, text: 'reply', threadRoot: root.id });
    house.delete(reply.id);
    catchUp();
    expect(shown().at(-1)).not.toHaveProperty('replyCount');
    expect(shown().at(-1)).not.toHaveProperty('lastReplyAt');
    expect(shown().at(-1)).not.toHaveProperty('replyUsers');
  });

  test('reactions stand in the order of their first use, people in the order of theirs', () => {
    const { id } = house.post(ben, { channel: general, text: 'hi' });
    openWindow();
    for (const [user, emoji] of [
      [ben, '👍'],
      [cleo, '🎉'],
      [ada, '👍'],
      [ben, '👍'],
      [ben, '👍'],
    ] as const)
      house.react(id, user, emoji);
    catchUp();
    expect(shown().at(-1)!.reactions).toEqual([
      { emoji: '👍', users: [ada, ben] },
      { emoji: '🎉', users: [cleo] },
    ]);
  });

  test('an open thread follows its replies and its root', () => {
    const root = house.post(ben, { channel: general, text: 'root' });
    state = threadArrived(
      state,
      { root, messages: [], seq: house.head, hasMoreBefore: false, hasMoreAfter: false },
      'replace',
    );
    const reply = house.post(cleo, { channel: general, text: 'reply', threadRoot: root.id });
    house.edit(reply.id, 'reply, edited');
    catchUp();
    expect(state.threads.get(root.id)!.messages).toEqual(house.replies(root.id));
    expect(state.threads.get(root.id)!.root).toMatchObject({ replyCount: 1 });
  });

  test('what did not change keeps its identity', () => {
    house.post(ben, { channel: general, text: 'one' });
    house.post(ben, { channel: general, text: 'two' });
    openWindow();
    const [first] = shown();
    const { channels, users } = state;
    house.edit(shown().at(-1)!.id, 'two, edited');
    catchUp();
    expect(shown()[0]).toBe(first);
    expect(state.channels).toBe(channels);
    expect(state.users).toBe(users);
  });
});

describe('unread', () => {
  test('[M2] messages by others count, own ones, system notes and replies do not', () => {
    const told = house.post(ben, { channel: general, text: 'news' });
    house.post(ada, { channel: general, text: 'mine' });
    house.post(cleo, { channel: general, text: 'reply', threadRoot: told.id });
    house.leave(general, cleo);
    catchUp();
    expect(unread()).toEqual([told.createdAt]);
  });

  test('[M8] an entry says whether the message mentions the reader, also after an edit', () => {
    const { id } = house.post(ben, { channel: general, text: 'hello' });
    catchUp();
    expect(place().unread.entries[0]!.mention).toBe(false);
    house.edit(id, `hello <@${ada}>`);
    catchUp();
    expect(place().unread.entries[0]!.mention).toBe(true);
    house.edit(id, 'hello <!channel>');
    catchUp();
    expect(place().unread.entries[0]!.mention).toBe(true);
  });

  test('[M2] the order of the two streams does not matter', () => {
    const first = house.post(ben, { channel: general, text: 'one' });
    house.post(ben, { channel: general, text: 'two' });
    house.mark(ada, general, first.id, false);
    const before = state;
    const workspaceEvents = house.log.slice(folded).map(({ event }) => event);
    const [marked] = house.personal.get(ada)!.slice(personal) as [Event];
    const after = [...workspaceEvents, marked].reduce(fold, before);
    const other = [marked, ...workspaceEvents].reduce(fold, before);
    expect(normalise(after)).toEqual(normalise(other));
    expect(normalise(after)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  });

  test('[M3] a step back is exact when the window holds what it uncovers, and is asked for when not', () => {
    const posts = ['one', 'two', 'three'].map((text) => house.post(ben, { channel: general, text }));
    house.mark(ada, general, posts[2]!.id, false);
    catchUp();
    openWindow();
    house.mark(ada, general, posts[0]!.id, true);
    catchUp();
    expect(unread()).toEqual([posts[1]!.createdAt, posts[2]!.createdAt]);
    expect(state.wanted.size).toBe(0);
    house.mark(ada, general, posts[2]!.id, false);
    catchUp();
    state = { ...state, windows: new Map() };
    house.mark(ada, general, posts[0]!.id, true);
    catchUp();
    expect(state.wanted.get(general)).toBe('open');
  });

  test('only the newest hundred are held, and a deletion among them asks for what moves up', () => {
    const posts = Array.from({ length: limits.unreadEntries + 1 }, (_, i) =>
      house.post(ben, { channel: general, text: `${i}` }),
    );
    catchUp();
    expect(place().unread).toMatchObject({ more: true });
    expect(unread()).toHaveLength(limits.unreadEntries);
    expect(state.wanted.size).toBe(0);
    house.delete(posts.at(-1)!.id);
    catchUp();
    expect(state.wanted.get(general)).toBe('open');
    state = settled(
      placeArrived(askingPlace(state, general), {
        channel: house.channels.get(general)!,
        membership: house.membership(general, ada),
        seq: house.head,
      }),
      general,
    );
    expect(normalise(state)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
    expect(state.wanted.size).toBe(0);
  });
});

describe('coming and going', () => {
  test('[W3] one’s own joining makes one’s place wanted, and the answer completes it however late it comes', () => {
    const club = house.addChannel(ben, 'club', 'private');
    begin();
    house.join(club, ada);
    catchUp();
    expect(state.wanted.get(club)).toBe('open');
    state = askingPlace(state, club);
    const answer = structuredClone({
      channel: house.channels.get(club)!,
      membership: house.membership(club, ada),
      seq: house.head,
    });
    house.join(club, cleo);
    house.post(ben, { channel: club, text: 'welcome' });
    catchUp();
    state = settled(placeArrived(state, answer), club);
    expect(normalise(state)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  });

  test('[C9] an answer that is ahead of the stream is not counted twice', () => {
    const club = house.addChannel(ben, 'club', 'private');
    begin();
    house.join(club, ada);
    catchUp();
    state = askingPlace(state, club);
    house.join(club, cleo);
    house.post(ben, { channel: club, text: 'welcome' });
    state = settled(
      placeArrived(state, {
        channel: house.channels.get(club)!,
        membership: house.membership(club, ada),
        seq: house.head,
      }),
      club,
    );
    catchUp();
    expect(normalise(state)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  });

  test('an answer that tells of a joining before its event does has what was read before read again', () => {
    const lobby = house.addChannel(ben, 'lobby');
    begin();
    const page = {
      messages: structuredClone(house.timeline(lobby)),
      seq: house.head,
      hasMoreBefore: false,
      hasMoreAfter: false,
    };
    state = pageArrived(state, lobby, page, 'replace');
    house.post(ben, { channel: lobby, text: 'not told' });
    house.join(lobby, ada);
    state = askingPlace(state, lobby);
    const answer = { channel: house.channels.get(lobby)!, membership: house.membership(lobby, ada), seq: house.head };
    state = settled(placeArrived(state, structuredClone(answer)), lobby);
    catchUp();
    expect(state.windows.get(lobby)!.stale).toBe(true);
    expect(normalise(state)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  });

  test('an answer that has not seen one’s leaving brings nothing back', () => {
    const club = house.addChannel(ben, 'club', 'private');
    house.join(club, ada);
    begin();
    const answer = structuredClone({
      channel: house.channels.get(club)!,
      membership: house.membership(club, ada),
      seq: house.head,
    });
    state = askingPlace(state, club);
    house.leave(club, ada);
    catchUp();
    state = settled(placeArrived(state, answer), club);
    expect(state.memberships.has(club)).toBe(false);
    expect(state.channels.has(club)).toBe(false);
  });

  test('a page that was on its way when one left brings nothing back, and one that missed a coming back is read again', () => {
    const club = house.addChannel(ben, 'club', 'private');
    house.join(club, ada);
    begin();
    const page = () => ({
      messages: structuredClone(house.timeline(club)),
      seq: house.head,
      hasMoreBefore: false,
      hasMoreAfter: false,
    });
    state = awaiting(state, club);
    const early = page();
    house.leave(club, ada);
    catchUp();
    expect(pageArrived(state, club, early, 'replace').windows.has(club)).toBe(false);
    house.post(ben, { channel: club, text: 'not told' });
    house.join(club, ada);
    catchUp();
    expect(pageArrived(state, club, early, 'replace').windows.get(club)!.stale).toBe(true);
    expect(pageArrived(state, club, page(), 'replace').windows.get(club)!.stale).toBe(false);
  });

  test('leaving a private channel leaves nothing of it, a public one stays known', () => {
    openWindow();
    const club = house.addChannel(ben, 'club', 'private');
    house.join(club, ada);
    begin();
    house.leave(club, ada);
    house.leave(general, ada);
    catchUp();
    expect([...state.channels.keys()]).toEqual([general]);
    expect(state.memberships.size).toBe(0);
    expect(normalise(state)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  });

  test('the read position that moves while the place is asked for has it asked once more', () => {
    const { id } = house.post(ben, { channel: general, text: 'one' });
    catchUp();
    const answer = structuredClone({
      channel: house.channels.get(general)!,
      membership: house.membership(general, ada),
      seq: house.head,
    });
    state = askingPlace({ ...state, wanted: new Map([[general, 'open']]) }, general);
    house.mark(ada, general, id, false);
    catchUp();
    state = settled(placeArrived(state, answer), general);
    expect(state.wanted.get(general)).toBe('open');
  });
});

describe('batches', () => {
  const batch = (events: Event[], seq: number) => ({
    stream: house.workspace.id,
    cursor: `${house.epoch}.${seq}`,
    events,
  });

  test('[C2] events at or below the cursor, and those applied beyond it, are dropped', () => {
    const at = house.head;
    house.join(general, house.addUser('Dora'));
    const events = house.log.slice(at).map(({ event }) => event);
    const joined = events.find(({ type }) => type === 'member.joined')!;
    const before = place().memberCount;
    state = foldBatch(state, batch([joined], at))!.state;
    expect(place().memberCount).toBe(before + 1);
    expect(state.positions.get(house.workspace.id)).toMatchObject({ seq: at, beyond: [joined.seq] });
    const again = foldBatch(state, batch(events, house.head))!;
    expect(again.applied.map(({ seq }) => seq)).not.toContain(joined.seq);
    expect(again.state.memberships.get(general)!.memberCount).toBe(before + 1);
    expect(foldBatch(again.state, batch(events, house.head))!.applied).toEqual([]);
  });

  test('[C2] a cursor never goes back', () => {
    const { head } = house;
    state = foldBatch(state, batch([], head - 3))!.state;
    expect(state.positions.get(house.workspace.id)!.seq).toBe(head);
  });

  test('[L9] a batch of another epoch is not folded', () => {
    expect(foldBatch(state, { stream: house.workspace.id, cursor: 'other.99', events: [] })).toBeNull();
  });
});

describe('a fresh snapshot', () => {
  test('[C6] takes the place of a stale copy: windows stay and are marked, entities that did not change keep their identity', () => {
    openWindow();
    const channel = state.channels.get(general);
    house.change(ben, { name: 'Benjamin' });
    house.post(ben, { channel: general, text: 'missed' });
    const next = swapped(state, house.snapshot(ada));
    expect(next.windows.get(general)).toMatchObject({ stale: true, messages: shown() });
    expect(next.channels.get(general)).toBe(channel);
    expect(next.users.get(ben)!.name).toBe('Benjamin');
    expect(normalise(next)).toEqual(normalise(fromSnapshot(house.snapshot(ada))));
  });

  test('[C6] that does not tell of everybody keeps those who are shown, and forgets the others', () => {
    const dora = house.addUser('Dora');
    house.post(cleo, { channel: general, text: 'here I am' });
    catchUp();
    openWindow();
    const before = [...state.users.keys()];
    const next = swapped(state, { ...house.snapshot(ada), users: [house.snapshot(ada).self], usersComplete: false });
    expect(before).toContain(dora);
    expect([next.users.has(dora), next.users.has(cleo)]).toEqual([false, true]);
  });

  test('[C9] older than what an answer told of oneself does not turn one back', () => {
    const early = house.snapshot(ada);
    house.change(ada, { name: 'Ada L' });
    state = learned(state, { users: [house.snapshot(ada).self] });
    const next = swapped(state, early);
    expect(next.self.name).toBe('Ada L');
    expect(next.self).toEqual(next.users.get(ada));
  });

  test('nothing is folded onto a window that has missed something', () => {
    const root = house.post(ben, { channel: general, text: 'root' });
    openWindow();
    house.post(cleo, { channel: general, text: 'missed', threadRoot: root.id });
    state = swapped(state, house.snapshot(ada));
    folded = house.head;
    house.post(cleo, { channel: general, text: 'heard', threadRoot: root.id });
    house.post(cleo, { channel: general, text: 'behind the hole' });
    const before = shown();
    catchUp();
    expect(shown()).toBe(before);
    openWindow();
    expect(shown().at(-2)).toMatchObject({ replyCount: 2 });
  });
});

test('an event of a type that is not known changes nothing', () => {
  const event = {
    seq: 99,
    v: 1,
    type: 'poll.opened',
    at: '2026-11-21T00:00:00.000000Z',
    actor: null,
    data: {},
  } as unknown as Event;
  expect(fold(state, event)).toBe(state);
});
