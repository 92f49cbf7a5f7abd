import type { Channel } from '@roost/protocol/entities';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import { mayKnow } from '../members/sharing.ts';
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

/** Refuses people that are not in the workspace, or of whom the caller may not know. */
export function checkPeople({ rules, actor }: Acting, users: readonly string[], field = 'args.users'): void {
  const isHere = (id: string) => {
    const user = rules.users.get(id);
    return user !== undefined && user.left !== true && mayKnow(rules, actor.id, id);
  };
  const stranger = users.findIndex((user) => !isHere(user));
  if (stranger < 0) return;
  throw new Reject('not_found', 'There is no such person in this workspace.', { field: `${field}.${stranger}` });
}
