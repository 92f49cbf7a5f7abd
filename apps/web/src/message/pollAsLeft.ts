import type { OutboxEntry } from '@roost/client/types';
import type { Poll } from '@roost/protocol/poll';
import { changeOf, choicesOf, withCounts, withVote } from '@roost/protocol/polls';
import { toIso } from '@roost/protocol/time';

/** The poll as one has left it oneself, with the vote that the server has not confirmed yet, and what one has chosen. */
export function pollAsLeft(
  poll: Poll,
  intents: readonly OutboxEntry[],
  self: string,
  own: readonly number[],
): { poll: Poll; mine: readonly number[] } {
  const before = poll.anonymous ? own : choicesOf(poll, self);
  return intents.reduce(
    (now, intent) => {
      if (intent.state.type === 'failed') return now;
      if (intent.name === 'poll.close') {
        const closed = now.poll.closed ?? { by: self, at: toIso(intent.queuedAt * 1_000) };
        return { ...now, poll: { ...now.poll, closed } };
      }
      if (intent.name !== 'poll.vote') return now;
      const { choices } = intent.args;
      const isSame = now.mine.length === choices.length && now.mine.every((one) => choices.includes(one));
      if (isSame) return now;
      const voted = poll.anonymous
        ? withCounts(now.poll, changeOf(now.mine, choices))
        : withVote(now.poll, self, choices);
      return { poll: voted, mine: choices };
    },
    { poll, mine: before },
  );
}
