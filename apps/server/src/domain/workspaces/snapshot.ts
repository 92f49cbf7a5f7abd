import { limits } from '@roost/protocol/limits';
import { toCursor } from '@roost/protocol/cursor';
import type { Channel, User } from '@roost/protocol/entities';
import type { Snapshot } from '@roost/protocol/operations/workspaces';
import type { StreamHead } from '../../log/item.ts';
import { withPosition } from '../../log/snapshot.ts';
import { Reject } from '../../reject.ts';
import type { TransactionSql } from '../../storage/sql.ts';
import { toIso } from '@roost/protocol/time';
import { actingIn } from '../acting.ts';
import { readLook } from '../activity/sql.ts';
import { AtMost } from '../atMost.ts';
import { readChannelsOf } from '../channels/sql.ts';
import { readGroups } from '../groups/sql.ts';
import { countsAt } from '../members/counts.ts';
import { toMembership } from '../members/entity.ts';
import { knownTo } from '../members/sharing.ts';
import { readMemberships } from '../members/sql.ts';
import { readDrafts } from '../drafts/sql.ts';
import { readOwnVotes } from '../polls/sql.ts';
import { readPreferences } from '../preferences/sql.ts';
import { readSidebar } from '../sidebar/sql.ts';
import { readReminders } from '../reminders/sql.ts';
import { readScheduled } from '../scheduled/sql.ts';
import { readPlaces } from '../threads/places.ts';
import { readToDo } from '../saved/sql.ts';
import { readEverybody, readUsers } from '../users/sql.ts';
import { runs, type World } from '../verb.ts';
import { readWorkspace } from './sql.ts';

/** A workspace with more people is not sent whole: clients ask for those that they show. */
const SMALL = 500;

/** Each takes a connection and reads a lot; when everybody asks at once, who has something to say must still get through. */
const AT_ONCE = 4;
const MOST_WAITING = 10_000;

const line = new AtMost(AT_ONCE, {
  waiting: MOST_WAITING,
  refusal: () => new Reject('busy', 'Everybody is coming back. Try again in a moment.', { retryAfterMs: 5_000 }),
});

/**
 * What the first screen needs, and the cursors from which to go on: all from one transaction, positions first, so that replaying later
 * events onto it gives what a fresh snapshot gives [C8].
 */
export const workspaceSnapshot = runs('workspace.snapshot', async (world, call, args) => {
  const { workspace, actor } = await actingIn(world, call, args.workspace);
  const streams = [workspace, actor.id];
  const read = () =>
    line.run(() =>
      withPosition(
        world.database.sql,
        streams,
        async (tx, heads) =>
          heads.size < streams.length ? null : readSnapshot(world, tx, heads, { workspace, user: actor.id }),
        world.met,
      ),
    );
  const snapshot = await read();
  if (snapshot) return snapshot;
  await world.log.ensureStreams([actor.id]); // one's own stream has had no event yet, but has an epoch from now on
  const again = await read();
  if (!again) throw new Reject('not_found', 'There is no such workspace.');
  return again;
});

async function readSnapshot(
  world: World,
  tx: TransactionSql,
  heads: ReadonlyMap<string, StreamHead>,
  of: { workspace: string; user: string },
): Promise<Snapshot> {
  const counts = countsAt(world.rules.ifLoaded(of.workspace), of.user, heads.get(of.workspace)!.rulesRev);
  const [workspace, [self], channels, memberships, threads, saved, ...rest] = await Promise.all([
    readWorkspace(tx, of.workspace),
    readUsers(tx, of.workspace, [of.user]),
    readChannelsOf(tx, of.workspace, of.user),
    readMemberships(tx, of, counts),
    readPlaces(tx, of.user),
    readToDo(tx, of.user),
    readPreferences(tx, of.user),
    readSidebar(tx, of.user),
    readDrafts(tx, of.user),
    readGroups(tx, of.workspace),
    readLook(tx, of.user),
    readScheduled(tx, of.user),
    readReminders(tx, of.user),
    readOwnVotes(tx, of.user, limits.ownVotes + 1),
  ]);
  const [preferences, sidebar, drafts, groups, look, scheduled, reminders, votes] = rest;
  if (!workspace || !self) throw new Reject('not_found', 'There is no such workspace.');
  const { users, usersComplete } = await peopleToKnow(world, tx, self, channels);
  const cursors = Object.fromEntries([...heads].map(([stream, head]) => [stream, toCursor(head)]));
  const people = { self, users, usersComplete };
  return {
    cursors,
    workspace,
    ...people,
    channels,
    memberships: memberships.map(toMembership),
    ...threads,
    preferences,
    sidebar,
    groups: self.role === 'guest' ? [] : groups,
    saved,
    drafts,
    lookedAt: look === null ? null : toIso(look),
    scheduled,
    reminders,
    votes: votes.slice(0, limits.ownVotes),
    votesComplete: votes.length <= limits.ownVotes,
  };
}

async function peopleToKnow(
  world: World,
  tx: TransactionSql,
  self: User,
  channels: readonly Channel[],
): Promise<Pick<Snapshot, 'users' | 'usersComplete'>> {
  const known = world.rules.ifLoaded(self.workspace);
  const among = known ? knownTo(known, self.id) : self.role === 'guest' ? [self.id] : null;
  if (among) return { users: await readUsers(tx, self.workspace, among), usersComplete: false };
  // Of a large workspace nobody reads so many people only to count them.
  if ((known?.users.size ?? 0) <= SMALL) {
    const everybody = await readEverybody(tx, self.workspace, SMALL + 1);
    if (everybody.length <= SMALL) return { users: everybody, usersComplete: true };
  }
  const met = new Set([self.id, ...channels.flatMap((channel) => channel.users ?? [])]);
  return { users: await readUsers(tx, self.workspace, [...met]), usersComplete: false };
}
