import type { Status, User } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import { fromIso } from '@roost/protocol/time';
import { isDeepStrictEqual } from 'node:util';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import type { Acting } from '../acting.ts';
import { memberLeft } from '../members/leaving.ts';
import type { IndexedUser } from '../members/rules.ts';
import { properName, visibleLine } from '../names.ts';
import { canChangeRole, canEditProfile, leavesNoOwner } from '../permissions.ts';
import { quietOf } from './quiet.ts';
import { timeZoneOf } from './timeZone.ts';
import { emojiOf } from '../reactions/emoji.ts';
import { plans, type Call } from '../verb.ts';
import { findPerson, nobody, userUpdated } from './find.ts';
import { entering } from './joining.ts';
import { readUsers } from './sql.ts';

/** Changes a name, a title, a status, being away, when to be notified, or a role. */
export const userUpdate = plans('user.update', async (world, call, args) => {
  const { acting, target } = await findPerson(world, call, args.user);
  if (target.left) throw nobody();
  checkScope(call, args);
  const [before] = await readUsers(world.database.sql, acting.workspace, [target.id]);
  if (!before) throw nobody();
  checkPermissions(acting, target, before, args);
  const after = changed(before, args, world.now());
  if (isDeepStrictEqual(after, before)) return { item: null, answer: () => ({ user: before }) };
  return {
    item: {
      events: [userUpdated(acting, after), ...aroundGeneral(acting, before, after)],
      checked: acting.checked,
      guards: [],
      touches: [
        `user:${target.id}`,
        ...[...acting.rules.channels.values()]
          .filter(({ general }) => general)
          .map(({ id }) => `member:${id}|${target.id}`),
      ],
    },
    answer: ([updated]) => ({ user: (updated as LoggedEvent<'user.updated'>).data.user }),
  };
});

/** Everybody is in #general but guests: who becomes one leaves it, who is none any more comes [W9]. */
function aroundGeneral({ workspace, actor, rules }: Acting, before: User, after: User): NewEvent[] {
  const becomes = after.role === 'guest';
  if (becomes === (before.role === 'guest')) return [];
  const general = [...rules.channels.values()].filter(
    (channel) => channel.general && channel.members.has(after.id) === becomes,
  );
  return general.flatMap(({ id }) =>
    becomes ? [memberLeft(workspace, id, after.id, actor.id) as NewEvent] : entering(workspace, id, after.id, actor.id),
  );
}

/** Giving roles is for admins: a program needs the scope, too [O9]. */
function checkScope({ identity }: Call, { role }: Args<'user.update'>): void {
  if (role !== undefined && !identity?.scopes.includes('admin'))
    throw new Reject('forbidden', 'The token lacks the scope admin.');
}

function checkPermissions(
  { actor, rules }: Acting,
  target: IndexedUser,
  before: User,
  args: Args<'user.update'>,
): void {
  const { name, title, pronouns, timeZone, phone, status, away, pausedUntil, hours, showsSeen } = args;
  const profile = [name, title, pronouns, timeZone, phone, status, away, pausedUntil, hours, showsSeen].some(
    (each) => each !== undefined,
  );
  if (profile && !canEditProfile(actor, target)) {
    throw new Reject('forbidden', 'Only they themselves may change what they say of themselves.');
  }
  if (args.role === undefined) return;
  if (!canChangeRole(actor, before, args.role)) throw new Reject('forbidden', 'You may not give this role.');
  if (leavesNoOwner(rules.users.values(), target, args.role)) {
    throw new Reject('last_owner', 'Make somebody else an owner first.');
  }
}

function changed(before: User, to: Args<'user.update'>, nowMs: number): User {
  const {
    title: _,
    status: __,
    away: ___,
    pronouns: ____,
    timeZone: _____,
    phone: ______,
    quiet: _q,
    hidesSeen,
    ...user
  } = before;
  const status = to.status === undefined ? before.status : statusOf(to.status, nowMs);
  const line = (field: 'title' | 'pronouns' | 'phone') =>
    to[field] === undefined ? before[field] : visibleLine(to[field]) || undefined;
  const [title, pronouns, phone] = [line('title'), line('pronouns'), line('phone')];
  const quiet = quietOf(before.quiet, to, nowMs);
  const timeZone = to.timeZone === undefined ? before.timeZone : timeZoneOf(to.timeZone);
  return {
    ...user,
    name: to.name === undefined ? before.name : properName(to.name),
    role: to.role ?? before.role,
    ...(title !== undefined && { title }),
    ...(pronouns !== undefined && { pronouns }),
    ...(timeZone !== undefined && { timeZone }),
    ...(phone !== undefined && { phone }),
    ...(status && { status }),
    ...(quiet && { quiet }),
    ...((to.showsSeen === undefined ? hidesSeen : !to.showsSeen) && { hidesSeen: true as const }),
    ...((to.away ?? before.away) && { away: true as const }),
  };
}

/** A status as it is kept; none when it says nothing. */
function statusOf(wanted: NonNullable<Args<'user.update'>['status']> | null, nowMs: number): Status | null {
  if (!wanted) return null;
  const emoji = wanted.emoji === null ? null : emojiOf(wanted.emoji, 'args.status.emoji');
  const text = visibleLine(wanted.text);
  const until = wanted.until === undefined ? null : fromIso(wanted.until);
  if (wanted.until !== undefined && (until === null || until <= nowMs * 1_000))
    throw new Reject('invalid', 'A status ends in the future.', { field: 'args.status.until' });
  if (emoji === null && text === '') return null;
  return { emoji, text, ...(wanted.until !== undefined && { until: wanted.until }) };
}
