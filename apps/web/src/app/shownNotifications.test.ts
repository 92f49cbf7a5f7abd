import type { Event } from '@roost/protocol/events';
import { afterEach, expect, test, vi } from 'vitest';
import type { Tiding } from '../sync/notifying.ts';
import { closeRead, show, type Shown } from './shownNotifications.ts';

const opened: { options: NotificationOptions; close: () => void }[] = [];

class StubNotification {
  constructor(_title: string, options: NotificationOptions) {
    opened.push({ options, close: this.close });
  }
  addEventListener = vi.fn();
  close = vi.fn();
}

afterEach(() => {
  vi.unstubAllGlobals();
  opened.length = 0;
});

test('[R3] the second message of a conversation takes the place of the first and alerts again; read, it goes', () => {
  vi.stubGlobal('Notification', StubNotification);
  const shown: Shown = new Map();
  const tiding = { message: { channel: 'C1' }, thread: null } as unknown as Tiding;
  for (const at of ['1', '2']) show(shown, at, tiding, { title: 'Maya', body: 'hello', path: '/' });
  expect(opened.map(({ options }) => options)).toEqual([
    { body: 'hello', tag: 'C1', renotify: true },
    { body: 'hello', tag: 'C1', renotify: true },
  ]);
  const marked = (readAt: string) => ({ type: 'read.marked', data: { channel: 'C1', readAt } }) as Event;
  closeRead(shown, marked('1'));
  expect(opened[1]?.close).not.toHaveBeenCalled();
  closeRead(shown, marked('2'));
  expect(opened[1]?.close).toHaveBeenCalled();
});
