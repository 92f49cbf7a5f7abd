import type { Reminder } from '@roost/protocol/reminder';
import type { Item, LoggedEvent, NewEvent } from '../../log/item.ts';
import type { Plan } from '../verb.ts';
import { reminderId } from './sql.ts';

/** What a change of one reminder relies on and touches. */
export function around(user: string, message: string, before: Reminder | null) {
  const id = reminderId(user, message);
  return { guards: [{ kind: 'reminder', id, is: before ? String(before.rev) : '' }], touches: [`reminder:${id}`] };
}

/** Puts a reminder in its place, new or changed. */
export function keeping(
  user: string,
  contents: Omit<Reminder, 'rev'>,
  rest: Pick<Item, 'checked' | 'guards' | 'touches'>,
): Plan<{ reminder: Reminder }> & { item: object } {
  const event: NewEvent<'reminder.set'> = {
    stream: user,
    type: 'reminder.set',
    actor: user,
    audience: '*',
    data: ({ seq }) => ({ reminder: { ...contents, rev: seq } }),
  };
  return {
    item: { events: [event], ...rest },
    answer: ([kept]) => ({ reminder: (kept as LoggedEvent<'reminder.set'>).data.reminder }),
    keep: 'event',
  };
}
