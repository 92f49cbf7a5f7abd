import { plans } from '../verb.ts';
import { changePin, pinnedAgain } from './change.ts';

/** Pins a message to its channel. */
export const messagePin = plans(
  'message.pin',
  (world, call, args) => changePin(world, call, args.message, 'message.pinned'),
  pinnedAgain,
);
