import { withPosition } from '../../log/snapshot.ts';
import { actingIn } from '../acting.ts';
import { messagesOf, withReactions } from '../messages/sql.ts';
import { fitting } from '../messages/page.ts';
import { canSee } from '../permissions.ts';
import { runs } from '../verb.ts';
import { readReminders } from './sql.ts';

/** One's reminders, each with its message as far as there is one that one may read it now and an answer can carry it. */
export const reminderList = runs('reminder.list', async (world, call, { workspace }) => {
  const { actor, rules } = await actingIn(world, call, workspace);
  return withPosition(world.database.sql, [workspace], async (tx) => {
    const reminders = await readReminders(tx, actor.id);
    const visible = reminders.filter(({ channel: id }) => {
      const channel = id === undefined ? undefined : rules.channels.get(id);
      return channel !== undefined && canSee(actor, channel);
    });
    const rows = await messagesOf(
      tx,
      visible.map(({ message }) => message),
    );
    const shown = await withReactions(tx, rows.slice(0, fitting(rows)));
    const messages = new Map(shown.map((message) => [message.id, message]));
    return { entries: reminders.map((reminder) => ({ reminder, message: messages.get(reminder.message) ?? null })) };
  });
});
