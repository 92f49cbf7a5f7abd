import { describe, expect, test } from 'vitest';
import { changeOf, choicesOf, isClosed, newPoll, votersOf, votesFor, withCounts, withVote } from './polls.ts';

const people = ['U1', 'U2', 'U3', 'U4'];
const options = ['tea', 'coffee', 'water'];

/** Numbers that a seed decides. */
function diceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const seeds = [1, 2, 3, 4, Math.floor(Math.random() * 1e9)];

describe.each(seeds)('[J2] whatever is voted, seed %i', (seed) => {
  const dice = diceOf(seed);
  const history = Array.from({ length: 200 }, () => ({
    user: people[dice(people.length)]!,
    choices: [0, 1, 2].filter(() => dice(3) === 0),
  }));
  const last = new Map(history.map(({ user, choices }) => [user, choices]));
  const count = (at: number) => [...last.values()].filter((choices) => choices.includes(at)).length;
  const voters = [...last.values()].filter(({ length }) => length > 0).length;

  test('folding the votes by name leads to the last vote of each', () => {
    const poll = history.reduce((now, { user, choices }) => withVote(now, user, choices), newPoll({ options }));
    expect(poll.options.map(votesFor)).toEqual([0, 1, 2].map(count));
    expect(votersOf(poll)).toBe(voters);
    for (const [user, choices] of last) expect(choicesOf(poll, user)).toEqual(choices);
  });

  test('folding the numbers of an anonymous one leads to the same numbers', () => {
    const before = new Map<string, number[]>();
    const poll = history.reduce(
      (now, { user, choices }) => {
        const change = changeOf(before.get(user) ?? [], choices);
        before.set(user, choices);
        return withCounts(now, change);
      },
      newPoll({ options, anonymous: true }),
    );
    expect(poll.options.map(votesFor)).toEqual([0, 1, 2].map(count));
    expect(votersOf(poll)).toBe(voters);
    expect(JSON.stringify(poll)).not.toMatch(/U\d/);
  });
});

test('a vote that is repeated moves its voter to the end and counts once', () => {
  const poll = [0, 1, 0].reduce((now, _) => withVote(now, 'U1', [0]), withVote(newPoll({ options }), 'U2', [0]));
  expect(poll.options[0]?.users).toEqual(['U2', 'U1']);
});

test('[J4] a poll is closed from its end on, or when somebody has closed it', () => {
  const at = '2026-11-21T10:00:00.000000Z';
  const poll = newPoll({ options, closesAt: at });
  expect(isClosed(poll, '2026-11-21T09:59:59.999999Z')).toBe(false);
  expect(isClosed(poll, at)).toBe(true);
  expect(isClosed({ ...newPoll({ options }), closed: { by: 'U1', at } }, '2000-01-01T00:00:00.000000Z')).toBe(true);
});
