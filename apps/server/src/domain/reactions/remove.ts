import { plans } from '../verb.ts';
import { react, reactedAgain } from './react.ts';

/** Takes one's own reaction back. */
export const reactionRemove = plans(
  'reaction.remove',
  (world, call, args) => react(world, call, args, 'reaction.removed'),
  reactedAgain,
);
