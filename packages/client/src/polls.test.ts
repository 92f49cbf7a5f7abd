import type { Message } from '@roost/protocol/entities';
import type { Event, EventData, EventType } from '@roost/protocol/events';
import { newPoll } from '@roost/protocol/polls';
import { expect, test } from 'vitest';
import { absorbed } from './absorb.ts';
import { fold } from './fold.ts';
import { foldMessage } from './messages.ts';
import { peopleOf } from './people.ts';
import { fromSnapshot, normalise } from './replica.ts';
import { House } from './testHouse.ts';

const at = '2026-11-21T10:00:00.000000Z';
const place = { message: 'M01JD3ZK5Q8XG7TRS', channel: 'C01JD3ZK5Q8XG7TRR' };
const message = (anonymous?: true): Message => ({
  ...{ id: place.message, rev: 5, channel: place.channel, author: 'U1', clientId: 'c', text: 'What?', createdAt: at },
  reactions: [],
  poll: newPoll({ options: ['a', 'b'], ...(anonymous && { anonymous }) }),
});
const event = <T extends EventType>(seq: number, type: T, data: EventData<T>): Event =>
  ({ seq, v: 1, type, at, actor: null, data }) as Event;
const after = (start: Message, ...events: Event[]) =>
  events.reduce<Message | null>((now, one) => now && foldMessage(now, one), start);

test('[J2][C9] votes change the message once each, in their order', () => {
  const vote = event(6, 'poll.voted', { ...place, user: 'U2', choices: [0] });
  const other = event(7, 'poll.voted', { ...place, user: 'U2', choices: [1] });
  const folded = after(message(), vote, other, other, vote);
  expect(folded?.poll?.options).toEqual([
    { text: 'a', users: [] },
    { text: 'b', users: ['U2'] },
  ]);
  expect(folded?.rev).toBe(7);
  expect(peopleOf(folded!)).toContain('U2');
});

test('[J3][C9] the numbers of an anonymous poll that an answer holds already are not counted again', () => {
  const counted = event(6, 'poll.counted', { ...place, taken: [], given: [1], voters: 1 });
  const folded = after(message(true), counted, counted);
  expect(folded?.poll).toMatchObject({ voters: 1, options: [{ count: 0 }, { count: 1 }] });
});

test('[J4] a poll that was closed says by whom', () => {
  const folded = after(message(), event(6, 'poll.closed', { ...place, user: 'U1' }));
  expect(folded?.poll?.closed).toEqual({ by: 'U1', at });
});

test('[M4] of a deleted poll with replies only the tombstone stays', () => {
  const gone = event(6, 'message.deleted', { ...place, author: 'U1', createdAt: at, deletedAt: at });
  expect(after({ ...message(), replyCount: 1 }, gone)).not.toHaveProperty('poll');
});

test('[J3] one’s own vote is the newest that one’s stream or an answer has told, also when it was taken back', () => {
  const house = new House();
  const ada = house.addUser('Ada');
  const channel = house.addChannel(ada, 'general');
  const vote = (rev: number, choices: number[]) => ({ message: place.message, channel, rev, choices });
  let state = fromSnapshot(house.snapshot(ada));
  state = absorbed(state, { vote: vote(3, [1]) });
  state = fold(state, event(2, 'vote.cast', { vote: vote(2, [0]) }));
  expect(state.votes.get(place.message)?.choices).toEqual([1]);
  state = fold(state, event(4, 'vote.cast', { vote: vote(4, []) }));
  state = absorbed(state, { votes: [vote(3, [1])] });
  expect(normalise(state).votes).toEqual([]);
});

test('[X2][C9] those who acknowledge a message are a set, in their order', () => {
  const given = (seq: number, user: string) => event(seq, 'message.acknowledged', { ...place, user });
  const folded = after(
    { ...message(), acknowledged: [] },
    given(6, 'U3'),
    given(7, 'U2'),
    given(7, 'U2'),
    given(8, 'U3'),
  );
  expect(folded?.acknowledged).toEqual(['U3', 'U2']);
  expect(after(message(), given(6, 'U3'))).not.toHaveProperty('acknowledged');
});

test('[M4] of a deleted message neither priority nor acknowledgements stay', () => {
  const gone = event(6, 'message.deleted', { ...place, author: 'U1', createdAt: at, deletedAt: at });
  const left = after({ ...message(), replyCount: 1, priority: 'urgent', acknowledged: ['U2'] }, gone);
  expect(left).not.toHaveProperty('priority');
  expect(left).not.toHaveProperty('acknowledged');
});
