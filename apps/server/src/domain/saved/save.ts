import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { Guard, LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { plans, type World } from '../verb.ts';
import { toSaved, type SavedRow } from './entity.ts';
import { around, findSavedMessage } from './find.ts';
import { countToDo } from './sql.ts';

/** Saves a message for later, marks it as done, or as something to do again. */
export const messageSave = plans('message.save', async (world, call, { message, done = false }) => {
  const { acting, channel, saved } = await findSavedMessage(world, call, message);
  if (saved && (saved.doneAt !== null) === done) return { item: null, answer: () => ({ saved: toSaved(saved) }) };
  const user = acting.actor.id;
  const { guards, touches } = around(user, message, saved);
  const room = done ? [] : await roomFor(world, user);
  return {
    item: {
      events: [savedEvent(user, { message, channel, done }, saved)],
      checked: acting.checked,
      guards: [...guards, ...room],
      touches,
    },
    answer: ([event]) => ({ saved: savedBy(event as LoggedEvent<'message.saved'>) }),
  };
});

async function roomFor(world: World, user: string): Promise<Guard[]> {
  if ((await countToDo(world.database.sql, user)) >= limits.saved)
    throw new Reject('conflict', `You have ${limits.saved} saved messages to do. Mark some as done first.`);
  return [{ kind: 'savedRoom', id: user, is: '' }];
}

function savedEvent(
  user: string,
  change: { message: string; channel: string; done: boolean },
  saved: SavedRow | null,
): NewEvent<'message.saved'> {
  return {
    stream: user,
    type: 'message.saved',
    actor: user,
    audience: '*',
    data: ({ at }) => ({ ...change, savedAt: toIso(saved?.savedAt ?? at) }),
  };
}

function savedBy({ seq, at, data: { message, channel, savedAt, done } }: LoggedEvent<'message.saved'>) {
  return { message, rev: seq, channel, savedAt, ...(done && { doneAt: toIso(at) }) };
}
