import { toIso } from '@roost/protocol/time';
import type { GuardReader, Projection } from '../../log/item.ts';
import { ballotStates, closePolls, pollStates, touchPolls, voteStates, writeVotes } from './sql.ts';

export const pollVoted: Projection<'poll.voted'> = {
  type: 'poll.voted',
  order: 70,
  apply: (tx, events) => [
    ...writeVotes(
      tx,
      events.map(({ seq, data }) => ({ ...data, anonymous: false, seq })),
    ),
    touchPolls(
      tx,
      events.map(({ seq, data }) => ({ message: data.message, seq })),
    ),
  ],
};

/** Who voted is told by `vote.cast` alone, in the voter's own stream. */
export const pollCounted: Projection<'poll.counted'> = {
  type: 'poll.counted',
  order: 71,
  apply: (tx, events) => [
    touchPolls(
      tx,
      events.map(({ seq, data }) => ({ message: data.message, seq })),
    ),
  ],
};

export const pollClosed: Projection<'poll.closed'> = {
  type: 'poll.closed',
  order: 72,
  apply: (tx, events) => [
    closePolls(
      tx,
      events.map(({ seq, at, data }) => ({ message: data.message, by: data.user, at: toIso(at), seq })),
    ),
  ],
};

export const voteCast: Projection<'vote.cast'> = {
  type: 'vote.cast',
  order: 73,
  apply: (tx, events) =>
    writeVotes(
      tx,
      events.map(({ stream, seq, data: { vote } }) => ({ ...vote, user: stream, anonymous: true, seq })),
    ),
};

/** What somebody has chosen; the empty text where they have not voted. */
export const voteState: GuardReader = { kind: 'vote', fromStreams: true, read: voteStates };

/** A poll that somebody has `closed`; else the empty text. */
export const pollState: GuardReader = { kind: 'poll', fromStreams: true, read: pollStates };

/** Whether anybody has `voted`. */
export const ballotsState: GuardReader = { kind: 'ballots', fromStreams: true, read: ballotStates };
