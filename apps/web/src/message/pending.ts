/** A message of one's own that the server has not confirmed yet. */
export interface PendingMessage {
  clientId: string;
  text: string;
  quote?: { message: string; rev?: number };
  /** Milliseconds since 1970 by this device's clock. */
  queuedAt: number;
  state: 'waiting' | 'sending' | 'failed';
  /** Why it failed, in words for a person. */
  reason?: string;
}
