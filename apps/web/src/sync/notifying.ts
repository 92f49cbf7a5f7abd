import type { WorkspaceState } from '@roost/client/types';
import { inTimeline } from '@roost/client/windows';
import type { Message, MessageEdit, Preference } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { countsAll } from '@roost/protocol/sidebar';
import { mentions } from '@roost/protocol/text';
import { mentionsAnew } from './activity.ts';

/** What a device would notify of, and how it addresses one. */
export interface Tiding {
  message: Message | MessageEdit;
  /** The thread in which it is to be read; null: in the channel. */
  thread: string | null;
}

/**
 * What an event tells oneself: a direct message (or one of a channel of which one wants to hear all), a mention, a reply in a followed thread.
 * Null: nothing that calls for attention.
 */
export function tidingOf(workspace: WorkspaceState, event: Event, kept?: Preference): Tiding | null {
  if (event.type !== 'message.posted' && event.type !== 'message.edited') return null;
  const { message } = event.data;
  const place = workspace.memberships.get(message.channel);
  const self = workspace.self.id;
  if (!place || message.author === self || kept?.muted) return null;
  const root = inTimeline(message) ? null : (message.threadRoot ?? null);
  const readAt = root === null ? place.readAt : workspace.threadPlaces.get(root)?.place.readAt;
  const since = event.type === 'message.edited' ? (message.editedAt ?? event.at) : message.createdAt;
  if (readAt && since <= readAt) return null;
  const tiding = { message, thread: root };
  if (event.type === 'message.edited') return mentionsAnew(message, self) ? tiding : null;
  if (event.data.message.system) return null;
  if (mentions(message, self)) return tiding;
  if (root === null) return countsAll(message.channel, kept) ? tiding : null;
  return workspace.threadPlaces.get(root)?.place.follow ? tiding : null;
}
