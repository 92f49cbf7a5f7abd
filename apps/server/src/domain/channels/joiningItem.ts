import type { Item } from '../../log/item.ts';
import type { ActingInChannel } from '../acting.ts';
import { peopleNote, systemNote } from '../messages/systemNote.ts';
import { memberJoined } from '../users/joining.ts';

/** Adds people who are not in the channel, in one step with one note; null where there is nobody to add. */
export function joiningItem(
  { workspace, actor, rules, channel, checked }: ActingInChannel,
  users: readonly string[],
): Item | null {
  if (users.length === 0) return null;
  const note = systemNote(
    { workspace, channel: channel.id, author: actor.id },
    peopleNote('invited', users),
    (user) => rules.users.get(user)?.name,
  );
  return {
    events: [...users.map((user) => memberJoined(workspace, channel.id, user, actor.id)), note],
    checked,
    guards: [],
    touches: users.map((user) => `member:${channel.id}|${user}`),
  };
}
