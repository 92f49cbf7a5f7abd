import type { LoggedEvent, Projection } from '../../log/item.ts';
import { deleteFollows } from '../threads/sql.ts';
import { deleteMemberships, insertMemberships } from './sql.ts';

export const memberJoined: Projection<'member.joined'> = {
  type: 'member.joined',
  order: 40,
  advancesClocks: true,
  apply: (tx, events) => insertMemberships(tx, events.map(toRow)),
};

/** Runs first, so that leaving and coming back can share a batch; a batch never holds joining and leaving again. */
export const memberLeft: Projection<'member.left'> = {
  type: 'member.left',
  order: 39,
  apply(tx, events) {
    const rows = events.map(toRow);
    return [deleteMemberships(tx, rows), deleteFollows(tx, rows)];
  },
};

function toRow({ stream, seq, at, data }: LoggedEvent<'member.joined' | 'member.left'>) {
  return { workspace: stream, channel: data.channel, user: data.user, seq, at };
}
