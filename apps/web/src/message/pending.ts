import type { NewPoll } from '@roost/protocol/poll';
import type { Priority } from '@roost/protocol/priority';

/** A message of one's own that the server has not confirmed yet. */
export interface PendingMessage {
  clientId: string;
  text: string;
  thirdPerson?: boolean;
  quote?: { message: string; rev?: number };
  poll?: NewPoll;
  priority?: Priority;
  /** Asks for an acknowledgement. */
  asks?: boolean;
  /** Milliseconds since 1970 by this device's clock. */
  queuedAt: number;
  state: 'waiting' | 'sending' | 'failed';
  /** Why it failed, in words for a person. */
  reason?: string;
}
