import { limits } from '@roost/protocol/limits';
import type { Args } from '@roost/protocol/registry';
import { Reject } from '../../reject.ts';
import { actingOnChannel, type ActingInChannel } from '../acting.ts';
import type { IndexedChannel } from '../members/rules.ts';
import { canInWorkspace, canSee } from '../permissions.ts';
import { readUsers, usersByAddress } from '../users/sql.ts';
import { plans, runs, type World } from '../verb.ts';
import { presentChannel } from './find.ts';
import { joiningItem } from './joiningItem.ts';
import { channelsByName, meantBy, namesIn, whyNot, type LeftOut } from './meantPeople.ts';

const REPORTED = 100;
const SHOWN = 20;

/** Adds everybody who can be added, in one step with one note, and says who was left out. */
export const channelAddMany = plans('channel.addMany', async (world, call, args) => {
  const acting = await actingOnChannel(world, call, args.channel, 'inviteToChannel');
  const { users, already, leftOut } = await sorted(world, acting, args);
  const entity = await presentChannel(world, acting.channel.id);
  return {
    item: joiningItem(acting, users),
    answer: () => ({ channel: entity, added: users.length, already, ...reported(leftOut) }),
  };
});

/** Whom the same would add, for who is asked before. */
export const channelWhoToAdd = runs('channel.whoToAdd', async (world, call, args) => {
  const acting = await actingOnChannel(world, call, args.channel, 'inviteToChannel');
  const { users, already, leftOut } = await sorted(world, acting, args);
  const shown = await readUsers(world.database.sql, acting.workspace, users.slice(0, SHOWN));
  return { adds: users.length, users: shown, already, ...reported(leftOut) };
});

interface Sorted {
  users: string[];
  already: number;
  leftOut: LeftOut[];
}

async function sorted(world: World, acting: ActingInChannel, args: Args<'channel.addMany'>): Promise<Sorted> {
  const { rules, actor, channel } = acting;
  const { meant, leftOut } = await everybodyMeant(world, acting, args);
  const mayAddGuests = canInWorkspace('inviteGuest', actor);
  const users: string[] = [];
  let already = 0;
  for (const id of meant) {
    const user = rules.users.get(id);
    const why = whyNot(user, mayAddGuests);
    if (channel.members.has(id)) already += 1;
    else if (why) leftOut.push({ what: user?.name ?? '', user: id, why });
    else users.push(id);
  }
  if (users.length > limits.membersAtOnce)
    throw new Reject('too_large', `These are ${users.length} people. At most ${limits.membersAtOnce} come at once.`);
  return { users, already, leftOut };
}

async function everybodyMeant(
  world: World,
  acting: ActingInChannel,
  { people = '', groups = [], channels = [] }: Args<'channel.addMany'>,
): Promise<{ meant: Set<string>; leftOut: LeftOut[] }> {
  const { rules, actor } = acting;
  const { addresses, names } = namesIn(people);
  const { users: meant, leftOut } = meantBy(names, rules, peopleByChannel(acting));
  leftOut.push(...(await meetAddresses(world, acting, addresses, meant)));
  for (const [i, id] of groups.entries()) {
    const group = rules.groups.get(id);
    if (!group || group.disabled)
      throw new Reject('not_found', 'There is no such group.', { field: `args.groups.${i}` });
    for (const user of group.users) meant.add(user);
  }
  for (const [i, id] of channels.entries()) {
    const from = rules.channels.get(id);
    if (!from || !canSee(actor, from))
      throw new Reject('not_found', 'There is no such channel.', { field: `args.channels.${i}` });
    for (const user of peopleOf(acting, from)) meant.add(user);
  }
  return { meant, leftOut };
}

/** The people of the channel that is called so, if one may see it. */
function peopleByChannel(acting: ActingInChannel): (name: string) => string[] | undefined {
  const { rules, actor } = acting;
  const called = channelsByName(() => [...rules.channels.values()].filter((channel) => canSee(actor, channel)));
  const known = new Map<string, string[]>();
  return (name) => {
    const channel = called(name);
    if (!channel) return undefined;
    const people = known.get(channel.id) ?? peopleOf(acting, channel);
    known.set(channel.id, people);
    return people;
  };
}

function peopleOf({ rules }: ActingInChannel, { members }: IndexedChannel): string[] {
  return [...members.keys()].filter((user) => rules.users.get(user)?.kind === 'person');
}

/** Adds those whose addresses they are. Whose they are is told to those alone who see the addresses of people anyway. */
async function meetAddresses(
  world: World,
  { workspace, actor }: ActingInChannel,
  addresses: readonly string[],
  meant: Set<string>,
): Promise<LeftOut[]> {
  const mayAsk = canInWorkspace('manageInvites', actor);
  const found = mayAsk ? await usersByAddress(world.database.sql, workspace, addresses) : new Map<string, string>();
  return addresses.flatMap((what): LeftOut[] => {
    const user = found.get(what);
    if (user === undefined) return [{ what, why: mayAsk ? 'unknown' : 'address' }];
    meant.add(user);
    return [];
  });
}

function reported(leftOut: readonly LeftOut[]) {
  return { leftOut: leftOut.slice(0, REPORTED), moreLeftOut: Math.max(0, leftOut.length - REPORTED) };
}
