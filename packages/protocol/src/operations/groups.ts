import Type from 'typebox';
import { Group } from '../entities.ts';
import { limits } from '../limits.ts';
import { command, query } from '../operation.ts';
import { Exact, Id } from '../schema.ts';

const answered = Exact({ group: Group });
const name = Type.String({ minLength: 1, maxLength: limits.personName });
const handle = Type.String({ minLength: 1, maxLength: 2 * limits.handle });
const description = Type.String({ maxLength: limits.groupDescription });
const people = Type.Array(Id('user'), { maxItems: limits.idsPerRequest });
const channels = Type.Array(Id('channel'), { maxItems: limits.groupChannels });

/** User groups: people who are mentioned together. */
export const groupOperations = {
  'group.create': command(
    'Makes a group of people, who can be mentioned by its handle and join its channels.',
    Exact({
      workspace: Id('workspace'),
      name,
      handle,
      description: Type.Optional(description),
      users: Type.Optional(people),
      channels: Type.Optional(channels),
    }),
    answered,
    { scope: 'admin' },
  ),
  'group.update': command(
    'Changes a group; what is not named stays as it is. Whoever comes into it joins its channels; disabled, it mentions nobody.',
    Exact({
      group: Id('group'),
      name: Type.Optional(name),
      handle: Type.Optional(handle),
      description: Type.Optional(description),
      add: Type.Optional(people),
      remove: Type.Optional(people),
      channels: Type.Optional(channels),
      disabled: Type.Optional(Type.Boolean()),
    }),
    answered,
    { scope: 'admin' },
  ),
  'group.list': query(
    'The groups of a workspace, the disabled ones too.',
    Exact({ workspace: Id('workspace') }),
    Exact({ groups: Type.Array(Group) }),
  ),
};
