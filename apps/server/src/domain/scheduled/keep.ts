import type { Scheduled } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { fromIso } from '@roost/protocol/time';
import type { Guard, Item, LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import type { Plan, World } from '../verb.ts';
import { countScheduled } from './sql.ts';

const DAY_MICROS = 86_400_000_000;

/** What a change of one message that waits relies on and touches. */
export function around(id: string, rev: number | null) {
  return { guards: [{ kind: 'scheduled', id, is: rev === null ? '' : String(rev) }], touches: [`scheduled:${id}`] };
}

/** Puts it in its place, new or changed. */
export function keeping(
  user: string,
  contents: Omit<Scheduled, 'rev'>,
  rest: Pick<Item, 'checked' | 'guards' | 'touches'>,
): Plan<{ scheduled: Scheduled }> & { item: object } {
  const event: NewEvent<'message.scheduled'> = {
    stream: user,
    type: 'message.scheduled',
    actor: user,
    audience: '*',
    data: ({ seq }) => ({ scheduled: { ...contents, rev: seq } }),
  };
  return {
    item: { events: [event], ...rest },
    answer: ([kept]) => ({ scheduled: (kept as LoggedEvent<'message.scheduled'>).data.scheduled }),
    keep: 'event',
  };
}

/** That it waits no more: sent, or cancelled. */
export function ended(
  user: string,
  { id, channel }: Scheduled,
  message: string | null,
  late: boolean,
): NewEvent<'schedule.ended'> {
  const data = { scheduled: id, channel, message, late };
  return { stream: user, type: 'schedule.ended', actor: user, audience: '*', data: () => data };
}

/** PostgreSQL's clock, which starts jobs, and ours need not be the same. */
const CLOCKS_APART_MICROS = 5_000_000;

/**
 * Refuses what a job would do before its time: it was put off while the job began, and has another one, or the clocks are far apart. Thrown,
 * it is tried again, so nothing is lost in either case.
 */
export function mustBeDue(world: World, at: string): void {
  if ((fromIso(at) ?? 0) > world.now() * 1_000 + CLOCKS_APART_MICROS) throw new Reject('busy', 'It is not time yet.');
}

/** Nobody plans further ahead than a year. */
export function checkInstant(world: World, at: string): void {
  const due = fromIso(at);
  if (due === null) throw new Reject('invalid', 'There is no such instant.', { field: 'args.at' });
  if (due > world.now() * 1_000 + limits.scheduleDays * DAY_MICROS)
    throw new Reject('invalid', `That is more than ${limits.scheduleDays} days away.`, { field: 'args.at' });
}

/** Room for one more, also when another device takes the last at the same moment. */
export async function roomFor(world: World, user: string): Promise<Guard[]> {
  if ((await countScheduled(world.database.sql, user)) >= limits.scheduled)
    throw new Reject('conflict', `You have ${limits.scheduled} messages waiting. Send or cancel some first.`);
  return [{ kind: 'scheduledRoom', id: user, is: '' }];
}
