import { Reject } from '../../reject.ts';
import { mustBeDue } from '../scheduled/keep.ts';
import type { World } from '../verb.ts';
import { around, keeping } from './keep.ts';
import { findReminder } from './sql.ts';

/** The time of a reminder has come. */
export async function ring(world: World, user: string, message: string): Promise<void> {
  const reminder = await findReminder(world.database.sql, user, message);
  if (!reminder || reminder.due) return;
  mustBeDue(world, reminder.at);
  const { rev: _rev, ...contents } = reminder;
  const { item } = keeping(user, { ...contents, due: true }, { checked: [], ...around(user, message, reminder) });
  const outcome = await world.log.append(item);
  if (outcome.type !== 'committed') throw new Reject('busy', 'The reminder changed meanwhile.'); // the queue looks again
}
