import { mentions } from '@roost/protocol/text';
import type { WorkspaceRules } from '../domain/members/rules.ts';
import type { LoggedEvent } from '../log/item.ts';
import type { BatchFrame } from './frame.ts';
import type { Seat } from './seat.ts';

/**
 * Whether a frame holds what somebody wants to know who looks elsewhere: a message to them, or a change of their own (what they read on
 * another device) [F6].
 */
export function isUrgent({ stream, user }: Seat, frame: BatchFrame, rules: WorkspaceRules | undefined): boolean {
  if (user === null || stream === user) return true;
  return frame.events.some(({ event }) => isFor(event, user, rules));
}

function isFor(event: LoggedEvent, user: string, rules: WorkspaceRules | undefined): boolean {
  if (event.type !== 'message.posted' && event.type !== 'message.edited') return false;
  const { message } = (event as LoggedEvent<'message.posted' | 'message.edited'>).data;
  if (message.author === user) return false;
  return rules?.channels.get(message.channel)?.kind === 'direct' || mentions(message, user);
}
