import type { EventType } from '@roost/protocol/events';
import { fromIso } from '@roost/protocol/time';
import type { LoggedEvent, Projection } from '../../log/item.ts';
import { nameKeyOf } from '../names.ts';
import { directKeyOf } from './entity.ts';
import { deleteChannels, insertChannels, keepNames, touchChannels, updateChannels, type SavedChannel } from './sql.ts';

type Changed = 'channel.updated' | 'channel.archived' | 'channel.unarchived';

export const channelCreated: Projection<'channel.created'> = {
  type: 'channel.created',
  order: 30,
  apply: (tx, events) => [insertChannels(tx, events.map(toRow)), keepNames(tx, events.map(toRow))],
};

const changed = <T extends Changed>(type: T, order: number): Projection<T> => ({
  type,
  order,
  apply(tx, events) {
    const rows = (events as unknown as LoggedEvent<Changed>[]).map(toRow);
    return [updateChannels(tx, rows), keepNames(tx, rows)];
  },
});

export const channelUpdated = changed('channel.updated', 31);
export const channelArchived = changed('channel.archived', 32);
export const channelUnarchived = changed('channel.unarchived', 33);

/** Who is in a channel has nothing more to do with it: the event of its own says so to those who are connected. */
export const channelHidden: Projection<'channel.hidden'> = { type: 'channel.hidden', order: 35, apply: () => [] };

export const channelDeleted: Projection<'channel.deleted'> = {
  type: 'channel.deleted',
  order: 36,
  apply: (tx, events) =>
    deleteChannels(
      tx,
      events.map(({ stream, at, data }) => ({ id: data.channel, workspace: stream, at })),
    ),
};

export const channelBackfilled: Projection<'channel.backfilled'> = {
  type: 'channel.backfilled',
  order: 34,
  apply: (tx, events) => [
    touchChannels(
      tx,
      events.map(({ seq, data }) => ({ id: data.channel, seq })),
    ),
  ],
};

function toRow({
  at,
  seq,
  data: { channel },
}: LoggedEvent<Changed | 'channel.created'> & { type: EventType }): SavedChannel {
  return {
    id: channel.id,
    workspace: channel.workspace,
    kind: channel.kind,
    name: channel.name,
    nameKey: channel.name === null ? null : nameKeyOf(channel.name),
    topic: channel.topic,
    description: channel.description ?? '',
    admins: channel.admins ?? null,
    posting: channel.posting ?? null,
    newcomers: channel.newcomers === true,
    directKey: channel.users ? directKeyOf(channel.users) : null,
    general: channel.general ? 1 : 0,
    createdBy: channel.createdBy,
    createdAt: fromIso(channel.createdAt) ?? at,
    archivedAt: channel.archivedAt === undefined ? null : fromIso(channel.archivedAt),
    rev: seq,
  };
}
