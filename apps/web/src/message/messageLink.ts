import type { Message } from '@roost/protocol/entities';
import { toPath, type Pane } from '../navigation/places.ts';

/** Where a message stands: in its channel's timeline, or, a reply, in its thread. With `pane`, beside what is open now. */
export function messagePath(
  workspace: string,
  { id, channel, threadRoot }: Pick<Message, 'id' | 'channel' | 'threadRoot'>,
  { pane, version }: { pane?: Pane | undefined; version?: number | undefined } = {},
): string {
  const place = { at: 'channel', workspace, channel, ...(version !== undefined && { version }) } as const;
  if (threadRoot) return toPath({ ...place, pane: { kind: 'thread', root: threadRoot, reply: id } });
  return toPath({ ...place, message: id, ...(pane && { pane }) });
}
