import type { Value } from '@roost/protocol/registry';
import { toIso } from '@roost/protocol/time';
import type { LoggedEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingInChannel, type ActingInChannel } from '../acting.ts';
import type { IndexedChannel, IndexedUser } from '../members/rules.ts';
import { mayKnow } from '../members/sharing.ts';
import { canInChannel, runsChannel, stoppedByArchive, whySees, whySpeaks } from '../permissions.ts';
import { runs, type World } from '../verb.ts';

type Access = Value<'channel.access'>;
type Person = NonNullable<Access['person']>;
type Reason = Person['writes'];

const MOST_NAMED = 50;

/** Any member of the workspace who is not in the channel. */
const SOMEBODY: IndexedUser = {
  id: '',
  role: 'member',
  kind: 'person',
  name: '',
  handle: '',
  account: null,
  app: null,
};

/**
 * Who may do what in a channel, and why. Nothing is decided here: each person is asked about by the predicates that let them in, or not,
 * when they do it.
 */
export const channelAccess = runs('channel.access', async (world, call, args) => {
  const acting = await actingInChannel(world, call, args.channel);
  const person = args.user === undefined ? undefined : await ofPerson(world, acting, args.user);
  return { ...ofEverybody(acting), ...(person && { person }) };
});

function ofEverybody({ rules, actor, channel }: ActingInChannel): Omit<Access, 'person'> {
  const everybody = [...rules.users.values()].filter(({ left }) => left !== true);
  const members = everybody.filter(({ id }) => channel.members.has(id));
  const seeing = everybody.filter((user) => whySees(user, channel) !== null);
  const who = whySees(SOMEBODY, channel) ?? 'member';
  const running = members.filter((user) => runsChannel(user, channel)).map(({ id }) => id);
  const named = (channel.admins ?? [channel.createdBy]).filter((user) => running.includes(user));
  return {
    sees: { who, people: actor.role === 'guest' && who === 'public' ? null : seeing.length },
    members: members.length,
    guests: members.filter(({ role }) => role === 'guest').length,
    archived: channel.archived,
    writes: {
      who: channel.posting?.who ?? 'everybody',
      people: members.filter((user) => reasonOf(user, channel, false).may).length,
    },
    replies: members.filter((user) => reasonOf(user, channel, true).may).length,
    runs: named.slice(0, MOST_NAMED),
    deserted: running.length > 0 && named.length === 0,
  };
}

function reasonOf(user: IndexedUser, channel: IndexedChannel, isReply: boolean): Reason {
  if (stoppedByArchive('post', channel)) return { may: false, why: 'archived' };
  if (!canInChannel('post', user, channel)) return { may: false, why: 'outside' };
  const why = whySpeaks(user, channel, { isReply, alsoToChannel: false });
  return why === null ? { may: false, why: 'others' } : { may: true, why };
}

async function ofPerson(world: World, acting: ActingInChannel, id: string): Promise<Person> {
  const { rules, actor, channel } = acting;
  const user = rules.users.get(id);
  if (!user || user.left || !mayKnow(rules, actor.id, id))
    throw new Reject('not_found', 'There is no such person in this workspace.', { field: 'args.user' });
  return {
    user: id,
    sees: whySees(user, channel),
    came: await howCame(world, acting, id),
    writes: reasonOf(user, channel, false),
    replies: reasonOf(user, channel, true),
  };
}

/** The log knows who brought whom: the event stands at the seq of the membership. */
async function howCame(
  world: World,
  { workspace, rules, actor, channel }: ActingInChannel,
  user: string,
): Promise<Person['came']> {
  const place = channel.members.get(user);
  if (!place) return null;
  const { joinedSeq, joinedAt } = place;
  const stretch = { stream: workspace, after: joinedSeq - 1, upTo: joinedSeq, backfill: true, limit: 1 };
  const [event] = await world.log.read(stretch);
  const by = event?.type === 'member.joined' ? (event as LoggedEvent<'member.joined'>).data.by : undefined;
  const at = toIso(joinedAt);
  if (by !== undefined) return { how: 'added', at, by: mayKnow(rules, actor.id, by) ? by : null };
  return { how: user === channel.createdBy ? 'made' : 'joined', at, by: null };
}
