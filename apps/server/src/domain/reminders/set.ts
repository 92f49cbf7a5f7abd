import { isId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import type { Reminder } from '@roost/protocol/reminder';
import type { Args } from '@roost/protocol/registry';
import type { Guard } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { keepable, VISIBLE } from '../messages/text.ts';
import { checkInstant } from '../scheduled/keep.ts';
import { plans, type Call, type World } from '../verb.ts';
import { findOwnReminder } from './find.ts';
import { around, keeping } from './keep.ts';
import { countReminders, findReminder } from './sql.ts';

/** Reminds one of a message or of a text of one's own, or at another time than before. */
export const reminderSet = plans('reminder.set', async (world, call, args) => {
  const { message, at } = args;
  checkInstant(world, at);
  const { acting, reminder, contents } = await reminded(world, call, args);
  if (reminder && reminder.at === at && !reminder.due) return { item: null, answer: () => ({ reminder }) };
  const user = acting.actor.id;
  const { guards, touches } = around(user, message, reminder);
  const room = reminder ? [] : await roomFor(world, user);
  return keeping(
    user,
    { message, ...contents, at },
    { checked: acting.checked, guards: [...guards, ...room], touches: [...touches, `remindersRoom:${user}`] },
  );
});

interface Reminded {
  acting: Acting;
  reminder: Reminder | null;
  contents: Pick<Reminder, 'channel' | 'text'>;
}

/** What one is to be reminded of. */
async function reminded(world: World, call: Call, { message, note }: Args<'reminder.set'>): Promise<Reminded> {
  if (note) return noted(world, call, message, note);
  const { acting, channel, reminder } = await findOwnReminder(world, call, message);
  return { acting, reminder, contents: channel === null ? { text: reminder?.text } : { channel } };
}

async function noted(
  world: World,
  call: Call,
  id: string,
  note: NonNullable<Args<'reminder.set'>['note']>,
): Promise<Reminded> {
  if (!isId(id, 'note')) throw new Reject('invalid', 'Only a note has a text of its own.', { field: 'args.note' });
  const acting = await actingIn(world, call, note.workspace);
  const text = keepable(note.text).trim();
  if (!VISIBLE.test(text)) throw new Reject('invalid', 'The reminder says nothing.', { field: 'args.note.text' });
  const reminder = await findReminder(world.database.sql, acting.actor.id, id);
  if (reminder && reminder.text !== text) throw new Reject('conflict', 'This note says something else.');
  return { acting, reminder, contents: { text } };
}

async function roomFor(world: World, user: string): Promise<Guard[]> {
  if ((await countReminders(world.database.sql, user)) >= limits.reminders)
    throw new Reject('conflict', `You have ${limits.reminders} reminders. Mark some as done first.`);
  return [{ kind: 'remindersRoom', id: user, is: '' }];
}
