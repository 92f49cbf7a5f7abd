import type { Channel } from '@roost/protocol/entities';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import type { IndexedUser } from '../members/rules.ts';
import { lookOf, nameKeyOf } from '../names.ts';
import type { World } from '../verb.ts';
import { channelNamed, readChannel } from './sql.ts';

/** A channel that is known to exist, as it stands. */
export async function presentChannel(world: World, id: string): Promise<Channel> {
  const channel = await readChannel(world.database.sql, id);
  if (!channel) throw new Reject('not_found', 'There is no such channel.');
  return channel;
}

/** Refuses a name that another channel of the workspace has or that looks like one, also of an archived or a private one [M6]. */
export async function checkName(
  world: World,
  { workspace, rules }: Acting,
  name: string,
  except?: string,
): Promise<void> {
  const other = await channelNamed(world.database.sql, workspace, nameKeyOf(name));
  if (other && other.id !== except) throw nameTaken();
  const look = lookOf(name);
  for (const { id, name: known } of rules.channels.values())
    if (known !== null && id !== except && lookOf(known) === look)
      throw new Reject('conflict', 'A channel exists whose name looks just like this one.', { field: 'args.name' });
}

export function nameTaken(): Reject {
  return new Reject('conflict', 'A channel of that name exists.', { field: 'args.name' });
}

function isAbsent(user: IndexedUser | undefined): boolean {
  return !user || user.left === true;
}

/** Refuses people that are not in the workspace. */
export function checkPeople({ rules }: Acting, users: readonly string[], field = 'args.users'): void {
  const stranger = users.findIndex((user) => isAbsent(rules.users.get(user)));
  if (stranger < 0) return;
  throw new Reject('not_found', 'There is no such person in this workspace.', { field: `${field}.${stranger}` });
}
