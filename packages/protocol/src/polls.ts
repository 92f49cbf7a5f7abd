import type { Counted, NewPoll, Poll, PollOption } from './poll.ts';

// What votes make of a poll: the same on the server, in the client and in bots.

/** How many have chosen this. */
export const votesFor = ({ users, count }: PollOption): number => users?.length ?? count ?? 0;

/** How many people have voted at all. */
export function votersOf({ voters, options }: Poll): number {
  return voters ?? new Set(options.flatMap(({ users = [] }) => users)).size;
}

/** Whether nobody votes any more at an instant. */
export const isClosed = ({ closed, closesAt }: Poll, at: string): boolean =>
  closed !== undefined || (closesAt !== undefined && closesAt <= at);

/** What somebody has chosen, of a poll by name. */
export const choicesOf = ({ options }: Poll, user: string): number[] =>
  options.flatMap(({ users }, at) => (users?.includes(user) ? [at] : []));

/** The poll in which somebody's vote is this one, in place of any earlier one. */
export function withVote(poll: Poll, user: string, chosen: readonly number[]): Poll {
  const options = poll.options.map((option, at) => {
    const others = (option.users ?? []).filter((one) => one !== user);
    if (chosen.includes(at)) return { ...option, users: [...others, user] };
    return others.length === option.users?.length ? option : { ...option, users: others };
  });
  return { ...poll, options };
}

/** The anonymous poll in which a vote was changed. */
export function withCounts(poll: Poll, change: Pick<Counted, 'taken' | 'given' | 'voters'>): Poll {
  const options = poll.options.map((option, at) => {
    const by = Number(change.given.includes(at)) - Number(change.taken.includes(at));
    return by === 0 ? option : { ...option, count: votesFor(option) + by };
  });
  return { ...poll, options, voters: (poll.voters ?? 0) + change.voters };
}

/** What changes when one who had chosen `before` chooses `after`. */
export function changeOf(before: readonly number[], after: readonly number[]) {
  return {
    taken: before.filter((one) => !after.includes(one)),
    given: after.filter((one) => !before.includes(one)),
    voters: Number(after.length > 0) - Number(before.length > 0),
  };
}

/** A poll as it begins. */
export function newPoll({ options, ...rest }: NewPoll): Poll {
  return rest.anonymous
    ? { options: options.map((text) => ({ text, count: 0 })), voters: 0, ...rest }
    : { options: options.map((text) => ({ text, users: [] })), ...rest };
}
