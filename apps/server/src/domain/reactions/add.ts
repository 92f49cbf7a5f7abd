import { plans } from '../verb.ts';
import { react, reactedAgain } from './react.ts';

/** Reacts to a message. */
export const reactionAdd = plans(
  'reaction.add',
  (world, call, args) => react(world, call, args, 'reaction.added'),
  reactedAgain,
);
