import { limits } from '@roost/protocol/limits';
import type { Guard } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { checkInstant } from '../scheduled/keep.ts';
import { plans, type World } from '../verb.ts';
import { findOwnReminder } from './find.ts';
import { around, keeping } from './keep.ts';
import { countReminders } from './sql.ts';

/** Reminds one of a message, or at another time than before. */
export const reminderSet = plans('reminder.set', async (world, call, { message, at }) => {
  checkInstant(world, at);
  const { acting, channel, reminder } = await findOwnReminder(world, call, message);
  if (reminder && reminder.at === at && !reminder.due) return { item: null, answer: () => ({ reminder }) };
  const user = acting.actor.id;
  const { guards, touches } = around(user, message, reminder);
  const room = reminder ? [] : await roomFor(world, user);
  return keeping(
    user,
    { message, channel, at },
    { checked: acting.checked, guards: [...guards, ...room], touches: [...touches, `remindersRoom:${user}`] },
  );
});

async function roomFor(world: World, user: string): Promise<Guard[]> {
  if ((await countReminders(world.database.sql, user)) >= limits.reminders)
    throw new Reject('conflict', `You have ${limits.reminders} reminders. Mark some as done first.`);
  return [{ kind: 'remindersRoom', id: user, is: '' }];
}
