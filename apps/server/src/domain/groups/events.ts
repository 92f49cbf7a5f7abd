import type { Group } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent, Place } from '../../log/item.ts';
import type { Acting } from '../acting.ts';
import { peopleNote, systemNote } from '../messages/systemNote.ts';
import { memberJoined } from '../users/joining.ts';

type GroupEvent = 'group.created' | 'group.updated';

/** The group as it becomes; its `rev` is the event's place. Everybody in the workspace hears of it. */
export function groupEvent(
  type: GroupEvent,
  { workspace, actor }: Acting,
  becomes: (place: Place) => Omit<Group, 'rev'>,
): NewEvent {
  const data = (place: Place) => ({ group: { ...becomes(place), rev: place.seq } });
  return { stream: workspace, type, actor: actor.id, audience: '*', rules: true, data };
}

/** The group that the item's first event carries. */
export function groupIn(events: readonly LoggedEvent[]): { group: Group } {
  return { group: (events[0] as LoggedEvent<GroupEvent>).data.group };
}

/** Whoever is new to the group joins its channels; so does everybody in it where a channel is new to it. */
export function joinings(acting: Acting, before: Pick<Group, 'users' | 'channels'>, after: Group): NewEvent[] {
  const { workspace, actor, rules } = acting;
  const isNew = (user: string, channel: string) => !before.users.includes(user) || !before.channels.includes(channel);
  return after.channels.flatMap((id) => {
    const channel = rules.channels.get(id);
    if (!channel || channel.kind !== 'public' || channel.archived) return [];
    const users = after.users.filter(
      (user) => isNew(user, id) && !channel.members.has(user) && rules.users.get(user)?.left !== true,
    );
    if (users.length === 0) return [];
    const note = systemNote(
      { workspace, channel: id, author: actor.id },
      peopleNote('invited', users),
      (user) => rules.users.get(user)?.name,
    );
    return [...users.map((user) => memberJoined(workspace, id, user, actor.id)), note];
  });
}

/** What the item of these events touches. */
export function touchesOf(group: Group, events: readonly NewEvent[]): string[] {
  const users = events.some(({ type }) => type === 'member.joined') ? group.users : [];
  return [
    `group:${group.id}`,
    ...group.channels.flatMap((channel) => users.map((user) => `member:${channel}|${user}`)),
  ];
}
