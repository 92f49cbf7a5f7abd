import type { Event } from '@roost/protocol/events';
import { navigate } from '../navigation/location.ts';
import type { Tiding } from '../sync/notifying.ts';

/** Notifications that are on the screen, by what they are about: the newest of a conversation takes the place of the one before. */
export type Shown = Map<string, { notification: Notification; at: string }>;

/** What a notification says, and where its click leads. */
export interface Said {
  title: string;
  body: string;
  path: string;
}

const mostOfText = 300;

/** Shows one, and alerts anew where it takes the place of another. A click leads to what it is about. */
export function show(shown: Shown, at: string, { message, thread }: Tiding, { title, body, path }: Said): void {
  const tag = thread ?? message.channel;
  try {
    // Without `renotify` the second of a conversation would take the place of the first in silence.
    const options: NotificationOptions & { renotify: boolean } = {
      body: body.slice(0, mostOfText),
      tag,
      renotify: true,
    };
    const notification = new Notification(title, options);
    notification.addEventListener('click', () => {
      window.focus();
      navigate(path);
      notification.close();
    });
    shown.set(tag, { notification, at });
  } catch {
    // Some browsers of phones have the name and show none.
  }
}

/** Closes what was read here or elsewhere. */
export function closeRead(shown: Shown, event: Event): void {
  if (event.type !== 'read.marked' && event.type !== 'thread.marked') return;
  const tag = event.type === 'read.marked' ? event.data.channel : event.data.root;
  const known = shown.get(tag);
  if (!known || event.data.readAt < known.at) return;
  known.notification.close();
  shown.delete(tag);
}
