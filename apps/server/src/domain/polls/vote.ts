import type { Vote } from '@roost/protocol/poll';
import { changeOf, isClosed } from '@roost/protocol/polls';
import type { Value } from '@roost/protocol/registry';
import { toIso } from '@roost/protocol/time';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { allow } from '../acting.ts';
import type { MessageRow } from '../messages/entity.ts';
import { findMessage, present } from '../messages/find.ts';
import { plans, type World } from '../verb.ts';
import type { Asked } from './entity.ts';
import { findPoll } from './find.ts';
import { hasVotes, readChoices, readOwnVotesOn, voteId } from './sql.ts';

type Answer = Value<'poll.vote'>;

/** Votes, in place of any earlier vote of one's own. The same choices again change nothing, also when the poll is closed. */
export const pollVote = plans(
  'poll.vote',
  async (world, call, args) => {
    const { message, asked, acting } = await findPoll(world, call, args.message);
    allow('vote', acting);
    const user = acting.actor.id;
    const choices = chosen(args.choices, asked);
    const before = await readChoices(world.database.sql, message.id, user);
    const answer = (events: readonly LoggedEvent[]) => answered(world, message.id, user, castIn(events));
    if (before.join() === choices.join()) return { item: null, answer };
    if (isClosed({ ...asked, options: [] }, toIso(world.now() * 1_000))) throw tooLate();
    // An edit that comes after a vote is too late. A vote that comes after an edit is for the question as it then stands.
    const isFirst = !(await hasVotes(world.database.sql, message.id));
    const id = voteId(message.id, user);
    return {
      item: {
        events: toEvents(acting.workspace, user, message, asked, { before, choices }),
        checked: acting.checked,
        guards: [
          { kind: 'message', id: message.id, is: 'live' },
          { kind: 'poll', id: message.id, is: '' },
          { kind: 'vote', id, is: before.join('.') },
          // Also where it is not the first: the others may be taken back before it is written.
          { kind: 'ballots', id: message.id, is: isFirst ? '' : 'voted' },
        ],
        touches: [`vote:${id}`, ...(isFirst || choices.length === 0 ? [`ballots:${message.id}`] : [])],
      },
      answer,
      keep: 'event',
    };
  },
  async (world, call, event) => {
    const { message } = (event as LoggedEvent<'poll.voted' | 'poll.counted'>).data;
    await findMessage(world, call, message);
    const { identity } = call;
    const isSecret = event.type === 'poll.counted' && identity !== null;
    const voter = isSecret ? await world.rules.userIn(event.stream, identity.subject) : undefined;
    return answered(world, message, voter?.id, undefined);
  },
);

function chosen(given: readonly number[], { options, multiple }: Asked): number[] {
  const choices = [...given].sort((a, b) => a - b);
  if (choices.some((one) => one >= options.length))
    throw new Reject('invalid', 'There is no such answer.', { field: 'args.choices' });
  if (!multiple && choices.length > 1)
    throw new Reject('invalid', 'Only one answer may be chosen.', { field: 'args.choices' });
  return choices;
}

/** By name: one event for everybody. Anonymous: numbers for everybody, and for oneself, in one's own stream, what one has chosen. */
function toEvents(
  workspace: string,
  user: string,
  { id, channel }: MessageRow,
  { anonymous }: Asked,
  { before, choices }: { before: number[]; choices: number[] },
): NewEvent[] {
  const place = { message: id, channel };
  const told = { stream: workspace, audience: channel };
  if (!anonymous) {
    const event: NewEvent<'poll.voted'> = {
      ...told,
      type: 'poll.voted',
      actor: user,
      data: () => ({ ...place, user, choices }),
    };
    return [event as NewEvent];
  }
  const counted: NewEvent<'poll.counted'> = {
    ...told,
    type: 'poll.counted',
    actor: null,
    data: () => ({ ...place, ...changeOf(before, choices) }),
  };
  const cast: NewEvent<'vote.cast'> = {
    stream: user,
    type: 'vote.cast',
    actor: user,
    audience: '*',
    data: ({ seq }) => ({ vote: { ...place, rev: seq, choices } }),
  };
  return [counted as NewEvent, cast as NewEvent];
}

function castIn(events: readonly LoggedEvent[]): Vote | undefined {
  const cast = events.find(({ type }) => type === 'vote.cast') as LoggedEvent<'vote.cast'> | undefined;
  return cast?.data.vote;
}

async function answered(
  world: World,
  message: string,
  user: string | undefined,
  cast: Vote | undefined,
): Promise<Answer> {
  const [told, [own]] = await Promise.all([
    present(world, message),
    cast || user === undefined ? [cast] : readOwnVotesOn(world.database.sql, user, [message]),
  ]);
  return { ...told, ...(own && { vote: own }) };
}

function tooLate(): Reject {
  return new Reject('closed', 'This poll is closed.');
}
