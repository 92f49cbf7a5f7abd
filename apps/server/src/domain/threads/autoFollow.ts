import type { FollowReason } from '@roost/protocol/entities';
import { mentionedPeople, type Mentioning } from '@roost/protocol/text';
import type { Guard, NewEvent } from '../../log/item.ts';
import type { ActingInChannel } from '../acting.ts';
import type { MessageRow } from '../messages/entity.ts';
import type { World } from '../verb.ts';
import { followed, placeTouches, readFrom } from './following.ts';
import { placeId, readFollows, type FollowRow } from './sql.ts';

/** What a reply brings about for those whom it concerns. */
export interface Follows {
  events: NewEvent<'thread.followed'>[];
  guards: Guard[];
  touches: string[];
}

export const noFollows: Follows = { events: [], guards: [], touches: [] };

/** One reply makes no more people than this follow by mentioning them. */
const MOST_MENTIONED = 50;

/**
 * Who follows the thread from this reply on: its author, whom it mentions by name or with a group, and, unless they have said no, whoever started the
 * thread. An event for each of them who does not follow it already, so that most replies bring none [N2].
 */
export async function followsBy(
  world: World,
  acting: ActingInChannel,
  root: MessageRow,
  said: Mentioning,
): Promise<Follows> {
  return followsOf(world, acting, root, concernedBy(acting, root, said));
}

/** Who follows it because an edit of a reply calls them, of those whom it mentions anew. */
export async function followsByMention(
  world: World,
  acting: ActingInChannel,
  root: MessageRow,
  said: Mentioning,
  users: readonly string[],
): Promise<Follows> {
  const called = calledBy(said).filter(
    (user) => users.includes(user) && user !== acting.actor.id && mayFollow(acting, user),
  );
  return followsOf(world, acting, root, new Map(called.slice(0, MOST_MENTIONED).map((user) => [user, 'mentioned'])));
}

async function followsOf(
  world: World,
  acting: ActingInChannel,
  root: MessageRow,
  concerned: ReadonlyMap<string, FollowReason>,
): Promise<Follows> {
  if (concerned.size === 0) return noFollows;
  const known = await readFollows(world.database.sql, root.id, [...concerned.keys()]);
  const places = new Map(known.map((row) => [row.user, row]));
  const all: Follows = { events: [], guards: [], touches: [] };
  for (const [user, reason] of concerned) {
    const place = places.get(user);
    all.guards.push({ kind: 'follow', id: placeId(user, root.id), is: stateOf(place) });
    if (!begins(reason, place)) continue;
    all.events.push(followed(user, acting.actor.id, root, { reason, readAt: readFrom(root, place) }));
    all.touches.push(...placeTouches(user, root));
  }
  return all;
}

/** Having started it does not undo that one said no. */
function begins(reason: FollowReason, place: FollowRow | undefined): boolean {
  return reason === 'started' ? place === undefined : place === undefined || place.reason === null;
}

function stateOf(place: FollowRow | undefined): string {
  return place === undefined ? '' : (place.reason ?? '-');
}

/** People of the channel, each with the strongest reason; bots read everything anyway. */
function concernedBy(acting: ActingInChannel, root: MessageRow, said: Mentioning): Map<string, FollowReason> {
  const { actor } = acting;
  const follows = (user: string) => mayFollow(acting, user);
  const concerned = new Map<string, FollowReason>();
  if (root.author !== actor.id && !root.system && follows(root.author)) concerned.set(root.author, 'started');
  for (const user of calledBy(said).filter(follows).slice(0, MOST_MENTIONED)) concerned.set(user, 'mentioned');
  if (follows(actor.id)) concerned.set(actor.id, 'replied');
  return concerned;
}

/** By name, or with a group: who only happened to be there is not called into the thread. */
function calledBy({ text, reached = [] }: Mentioning): string[] {
  const grouped = reached.flatMap(({ by, users }) => (by === 'here' ? [] : users));
  return [...new Set([...mentionedPeople(text), ...grouped])];
}

function mayFollow({ rules, channel }: ActingInChannel, user: string): boolean {
  return channel.members.has(user) && rules.users.get(user)?.kind === 'person' && !rules.users.get(user)?.left;
}
