import { fromIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import type { World } from '../verb.ts';
import { around, keeping } from './keep.ts';
import { findReminder } from './sql.ts';

/** PostgreSQL's clock and ours need not be the same. */
const CLOCKS_APART_MICROS = 5_000_000;

/** The time of a reminder has come. One that was moved on meanwhile has another job. */
export async function ring(world: World, user: string, message: string): Promise<void> {
  const reminder = await findReminder(world.database.sql, user, message);
  if (!reminder || reminder.due) return;
  if ((fromIso(reminder.at) ?? 0) > world.now() * 1_000 + CLOCKS_APART_MICROS) return;
  const { rev: _rev, ...contents } = reminder;
  const { item } = keeping(user, { ...contents, due: true }, { checked: [], ...around(user, message, reminder) });
  const outcome = await world.log.append(item);
  if (outcome.type !== 'committed') throw new Reject('busy', 'The reminder changed meanwhile.'); // the queue looks again
}
