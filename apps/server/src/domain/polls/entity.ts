import type { Poll } from '@roost/protocol/poll';
import { newPoll } from '@roost/protocol/polls';

/** What a message asks, as its row keeps it: all but the votes, which are rows of their own. */
export type Asked = Omit<Poll, 'options' | 'voters'> & { options: string[] };

/** The votes on a poll, counted by the database from the set of them. An anonymous poll's tell no users. */
export interface Ballots {
  voters: number;
  options: { option: number; count: number; users: string[] | null }[];
}

export function toAsked({ options, voters: _voters, ...rest }: Poll): Asked {
  return { ...rest, options: options.map(({ text }) => text) };
}

/** The poll as everybody sees it. */
export function toPoll({ closed, ...asked }: Asked, ballots: Ballots | null): Poll {
  const poll = newPoll(asked);
  const options = poll.options.map((option, at) => {
    const votes = ballots?.options.find(({ option: one }) => one === at);
    if (!votes) return option;
    return asked.anonymous ? { ...option, count: votes.count } : { ...option, users: votes.users ?? [] };
  });
  return { ...poll, options, ...(asked.anonymous && { voters: ballots?.voters ?? 0 }), ...(closed && { closed }) };
}
