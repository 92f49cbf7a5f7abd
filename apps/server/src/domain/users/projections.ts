import { fromIso } from '@roost/protocol/time';
import type { LoggedEvent, Projection } from '../../log/item.ts';
import type { UserRow } from './entity.ts';
import { insertUsers, linkUsers, unlinkUsers, updateUsers } from './sql.ts';

export const userJoined: Projection<'user.joined'> = {
  type: 'user.joined',
  order: 20,
  apply: (tx, events) => [insertUsers(tx, events.map(toRow))],
};

export const userUpdated: Projection<'user.updated'> = {
  type: 'user.updated',
  order: 21,
  apply: (tx, events) => [updateUsers(tx, events.map(toRow))],
};

/** The account's stream says whose the user is. */
export const workspaceJoined: Projection<'workspace.joined'> = {
  type: 'workspace.joined',
  order: 22,
  apply: (tx, events) => [
    linkUsers(
      tx,
      events.map(({ stream, data }) => ({ user: data.user.id, subject: stream })),
    ),
  ],
};

export const workspaceLeft: Projection<'workspace.left'> = {
  type: 'workspace.left',
  order: 23,
  apply: (tx, events) => [
    unlinkUsers(
      tx,
      events.map(({ data }) => data.user),
    ),
  ],
};

function toRow({ at, seq, data: { user } }: LoggedEvent<'user.joined' | 'user.updated'>): UserRow {
  return {
    ...user,
    title: user.title ?? '',
    pronouns: user.pronouns ?? '',
    timeZone: user.timeZone ?? '',
    phone: user.phone ?? '',
    status: user.status ?? null,
    quiet: user.quiet ?? null,
    away: user.away === true,
    hidesSeen: user.hidesSeen === true,
    imported: user.imported === true,
    departed: user.left === true,
    deactivated: user.deactivated === true,
    createdAt: fromIso(user.createdAt) ?? at,
    rev: seq,
  };
}
