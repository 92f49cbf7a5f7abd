import type { SystemNote } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';

/** Names of people by id, as far as known. */
export type NameOf = (user: string) => string | undefined;

/** That people came or went: it names the first of them. */
export function peopleNote(type: 'invited' | 'removed', users: readonly string[]): SystemNote {
  const more = users.length - limits.membersNamed;
  return { type, users: users.slice(0, limits.membersNamed), ...(more > 0 && { more }) };
}

/** The message that nobody typed: it tells in the timeline what `author` did to the channel. */
export function systemNote(
  place: { workspace: string; channel: string; author: string },
  note: SystemNote,
  nameOf: NameOf = () => undefined,
): NewEvent<'message.posted'> {
  const id = newId('message');
  return {
    stream: place.workspace,
    type: 'message.posted',
    actor: place.author,
    audience: place.channel,
    clock: place.channel,
    data: ({ seq, at }) => ({
      message: {
        id,
        rev: seq,
        channel: place.channel,
        author: place.author,
        clientId: `system:${id}`,
        text: inEnglish(note, nameOf),
        createdAt: toIso(at),
        reactions: [],
        system: note,
      },
    }),
  };
}

/** Names, not ids: a note never mentions anybody. */
function inEnglish(note: SystemNote, nameOf: NameOf): string {
  const people = (users: string[]) => users.map((user) => nameOf(user) ?? 'somebody').join(', ');
  switch (note.type) {
    case 'joined':
      return 'joined the channel';
    case 'left':
      return 'left the channel';
    case 'invited':
      return `added ${people(note.users)}${others(note.more)}`;
    case 'removed':
      return `removed ${people(note.users)}${others(note.more)}`;
    case 'renamed':
      return `renamed the channel from ${note.from} to ${note.to}`;
    case 'topic':
      return note.topic === '' ? 'cleared the topic' : `set the topic: ${note.topic}`;
    case 'converted':
      return note.kind === 'private' ? 'made the channel private' : 'made the channel public';
    case 'fromDirect':
      return note.history ? 'made this conversation a private channel' : 'made this channel of a conversation';
    case 'toChannel':
      return `made a private channel of this conversation: ${note.name}`;
    case 'admins':
      return note.made
        ? `made ${people(note.users)} admin of the channel`
        : `took ${people(note.users)} off the admins`;
    case 'posting':
      return postingInEnglish[note.who];
    case 'archived':
      return 'archived the channel';
    case 'unarchived':
      return 'opened the channel again';
    case 'other':
      return 'changed something';
  }
}

const others = (more: number | undefined) => (more === undefined ? '' : ` and ${more} more`);

const postingInEnglish = {
  everybody: 'let everybody write here',
  admins: 'let only admins of the channel write here',
  chosen: 'let only some people write here',
};
