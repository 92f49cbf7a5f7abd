import { plans } from '../verb.ts';
import { changePin, pinnedAgain } from './change.ts';

/** Takes a pin away. */
export const messageUnpin = plans(
  'message.unpin',
  (world, call, args) => changePin(world, call, args.message, 'message.unpinned'),
  pinnedAgain,
);
