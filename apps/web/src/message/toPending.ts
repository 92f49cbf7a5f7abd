import type { OutboxEntry } from '@roost/client/types';
import type { PendingMessage } from './pending.ts';

/** Posts of the outbox as rows show them. `reasonText` says in words why one failed. */
export function toPending(
  entries: readonly OutboxEntry[],
  reasonText: (reason: Extract<OutboxEntry['state'], { type: 'failed' }>['reason']) => string,
): PendingMessage[] {
  return entries.flatMap((entry) => {
    if (entry.name !== 'message.post') return [];
    const { state, key, queuedAt, args } = entry;
    const shown = {
      clientId: key,
      text: args.text,
      queuedAt,
      ...(args.quote && { quote: args.quote }),
      ...(args.poll && { poll: args.poll }),
      ...(args.thirdPerson && { thirdPerson: true }),
      ...(args.priority && { priority: args.priority }),
      ...(args.askAcknowledgement && { asks: true }),
    };
    return [
      state.type === 'failed'
        ? { ...shown, state: 'failed', reason: reasonText(state.reason) }
        : { ...shown, state: state.type },
    ];
  });
}
