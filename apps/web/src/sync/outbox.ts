import type { OutboxEntry } from '@roost/client/types';
import { useShallow } from 'zustand/react/shallow';
import { useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

const none: readonly OutboxEntry[] = [];

/** Posts that the server has not confirmed, of a channel's timeline or, with a root, of a thread; in the order of writing. */
export function useOutbox(channelId: string, threadRoot?: string): readonly OutboxEntry[] {
  return useRoostState(
    useShallow((state) =>
      state.outbox.filter(
        (entry) =>
          entry.name === 'message.post' && entry.args.channel === channelId && entry.args.threadRoot === threadRoot,
      ),
    ),
  );
}

/** What one has done to a message and the server has not confirmed, in the order of doing. */
export function useIntents(messageId: string): readonly OutboxEntry[] {
  return useRoostState(useShallow((state) => intentsFor(state, messageId)));
}

export function intentsFor({ outbox }: Pick<RoostState, 'outbox'>, messageId: string): readonly OutboxEntry[] {
  if (outbox.length === 0) return none;
  return outbox.filter(
    (entry) => 'message' in entry.args && entry.name !== 'read.mark' && entry.args.message === messageId,
  );
}

/** The messages whose pin one has taken away, which the server has not confirmed. */
export const useUnpinned = (): readonly string[] =>
  useRoostState(
    useShallow((state) =>
      state.outbox.flatMap((entry) =>
        entry.name === 'message.unpin' && entry.state.type !== 'failed' ? [entry.args.message] : [],
      ),
    ),
  );

/** The messages that one has deleted, which the server has not confirmed. */
export const useDeleted = (): readonly string[] =>
  useRoostState(
    useShallow((state) =>
      state.outbox.flatMap((entry) =>
        entry.name === 'message.delete' && entry.state.type !== 'failed' ? [entry.args.message] : [],
      ),
    ),
  );

/** How many messages the server does not have, those that it refused included. */
export const useUnsent = (): number =>
  useRoostState((state) => state.outbox.reduce((sum, entry) => sum + Number(entry.name === 'message.post'), 0));

/** How many messages wait to be sent. */
export const useWaiting = (): number =>
  useRoostState((state) =>
    state.outbox.reduce(
      (sum, entry) => sum + Number(entry.name === 'message.post' && entry.state.type !== 'failed'),
      0,
    ),
  );
